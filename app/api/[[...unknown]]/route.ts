import { AppError } from '#/lib/domain/errors.ts';
import { route } from '#/lib/http/route.ts';

// Whoever is nobody is told nothing, not even which paths exist.
const unknown = route({ scope: null }, ({ request }) => {
  throw new AppError('not_found', `There is nothing at ${new URL(request.url).pathname.slice(0, 200)}.`);
});

export { unknown as GET, unknown as POST, unknown as PUT, unknown as PATCH, unknown as DELETE, unknown as OPTIONS };
