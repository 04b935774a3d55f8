/** Every sentence about advertisements, in English; part of the chunk that only some servers need. */
export const adWords = {
  label: 'Advertising',
  question: (network: string) =>
    `There is a place for an advertisement here. If it is loaded, ${network} sees your network address, what browser you use, and that you visit this site.`,
  show: 'Show advertisement',
  refuse: 'No, thanks',
  frame: (network: string) => `Advertisement by ${network}`,
  slow: 'It does not load. Nothing waits for it.',
  hide: 'Hide advertisement',
} as const
