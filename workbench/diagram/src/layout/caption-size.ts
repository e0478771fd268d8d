/** The size of what is written below a picture, in its pixels. */
export const captionSize = 11;
