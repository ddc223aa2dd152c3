import { serveSignIn } from '#/lib/http/sign-in.ts';

export const GET = serveSignIn;
export const POST = serveSignIn;
