/** What reports name as their author. The version grows with every change of what they conclude. */
export const ENGINE = { name: 'control-plane', version: '1', model: null } as const;
