/** Every sentence about advertisements, in English. */
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
