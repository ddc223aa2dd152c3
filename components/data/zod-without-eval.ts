import { z } from 'zod';

// zod builds faster parsers with `new Function`, which our content security policy refuses and reports.
z.config({ jitless: true });
