/*
 * The part of PKWARE's APPNOTE 6.3 that capsules use: entries that are stored or deflated, named in UTF-8, without
 * encryption, without data descriptors and below 4 GiB. Any archive tool opens them.
 */

export const localSignature = 0x04034b50;
export const centralSignature = 0x02014b50;
export const endSignature = 0x06054b50;
export const localBytes = 30;
export const centralBytes = 46;
export const endBytes = 22;
export const utf8Flag = 0x0800;
export const stored = 0;
export const deflated = 8;
export const mostEntries = 65_535;
export const mostBytes = 0xffff_fffe;
