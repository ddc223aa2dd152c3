/** Called by Next once when a server starts, before it takes requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startWeb } = await import('#/lib/http/start-web.ts');
  await startWeb();
}
