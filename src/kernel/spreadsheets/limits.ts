/** The largest spreadsheet taken from outside, in bytes. */
export const mostSheetBytes = 2 * 1024 * 1024;
