import { defineRelease } from '../../shared/release.ts';
import { browseRoutes } from '../browse.ts';
import { createProducts } from '../products.ts';

/** Browsing and search. */
export const release = defineRelease({ settings: {}, start: () => browseRoutes(createProducts()) });
