export { DELETE, GET, OPTIONS, PATCH, POST, PUT } from '#/app/api/v1/execute/route.ts';
