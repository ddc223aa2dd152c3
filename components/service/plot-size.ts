/** Height of a plot in pixels, kept while it loads. */
export const PLOT_HEIGHT = 184;
/** Widths in pixels that the flags below a plot share with its axes. */
export const LEFT_AXIS = 56;
export const RIGHT_AXIS = 40;
export const RIGHT_MARGIN = 8;
