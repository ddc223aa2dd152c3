/** The pages of the settings, in their order; each is the key of its words and the end of its address. */
export const sections = ['tokens', 'members', 'notifications', 'silences', 'sessions', 'audit', 'about'] as const;
