/** A text with one secret in it; nothing of the secret may remain. `keeps` must. */
export type Planted = { text: string; secret: string; keeps?: string };

/** A text that looks like one with a secret and holds none; it must stay as it is. */
export type LookAlike = { text: string };
