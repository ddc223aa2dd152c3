import { json } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';

export const GET = route({ scope: null, public: true, summary: 'Say that the process lives' }, () => json({ status: 'ok' }));
