/** The nine headers in which one can claim to be somebody else: nobody may believe any of them. */
export const SPOOFING_HEADERS = [
  'X-Forwarded-For',
  'X-Real-IP',
  'Forwarded',
  'CF-Connecting-IP',
  'True-Client-IP',
  'X-Client-IP',
  'X-Cluster-Client-IP',
  'X-Forwarded',
  'Forwarded-For',
] as const
