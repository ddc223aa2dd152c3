export { POST } from '#/app/api/v1/execute/route.ts';
