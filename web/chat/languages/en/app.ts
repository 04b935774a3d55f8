/** Every sentence about the page as an app, in English: kept on the device, and heard of while out of sight. */
export const appWords = {
  keep: {
    title: 'Keep this page on this device?',
    text: 'It then opens even without a network, and says so. Only the files of the page are kept, the same for everybody: nothing about you, and nothing of any conversation.',
    trace:
      'Whoever uses this browser can find out that you kept it. You can remove it here at any time.',
    keep: 'Keep it',
    keeping: 'Keeping…',
    kept: 'This page is kept on this device',
    remove: 'Remove it',
    broken: 'This browser could not keep the page. Private windows often cannot.',
    install: 'Install as an app',
    installHint:
      'Your browser may also offer to install it as an app, in its menu. The app is this same page, starts in this language, and keeps nothing by itself.',
    close: 'Close',
  },
  attention: {
    legend: 'When something happens',
    sounds: 'Sounds',
    soundsHint: 'When someone is found, and when a message comes while this page is out of sight.',
    notifications: 'Desktop notifications',
    notificationsHint:
      'When someone is found while this page is out of sight. Never with a word of the stranger.',
    denied:
      'Your browser blocks notifications of this page. Allow them in its site settings, then switch this on again.',
    notKept: (button: string) =>
      `On this device only a page that is kept can show notifications. First choose “${button}” on the start screen, then switch this on again.`,
    unsupported: 'This browser shows no notifications of pages.',
    found: 'Someone is here',
    foundText: 'You have been connected. The stranger sees that you are away.',
    foundTitle: (name: string) => `Someone is here · ${name}`,
    waiting: (figure: string) => `(${figure})`,
  },
  badges: {
    more: (figure: string) => `${figure} more about this call`,
    less: 'Less about this call',
  },
  notes: {
    label: 'Notes about this page',
    offline: 'You are offline. Meeting someone takes a network connection.',
    outdated: 'A new version is ready.',
    reload: 'Reload',
    later: 'Later',
  },
} as const
