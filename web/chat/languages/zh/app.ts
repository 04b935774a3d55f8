/** The page as an app in simplified Chinese. */
import type { Rest } from '../shape.ts'

export const appWords: Rest['appWords'] = {
  keep: {
    title: '把本页留在这台设备上？',
    text: '之后没有网络也能打开，并会告诉你。只保留页面本身的文件，人人相同：没有关于你的内容，也没有任何聊天内容。',
    trace: '使用这个浏览器的人可能会发现你保留了它。你随时可以在这里移除。',
    keep: '保留',
    keeping: '正在保留…',
    kept: '本页已留在这台设备上',
    remove: '移除',
    broken: '这个浏览器没能保留本页。无痕窗口通常不行。',
    install: '安装为应用',
    installHint:
      '你的浏览器也可能在菜单里提供安装为应用。这个应用就是本页，以这种语言启动，自己不会保存任何东西。',
    close: '关闭',
  },
  attention: {
    legend: '有动静时',
    sounds: '声音',
    soundsHint: '找到人时，以及本页不在眼前而有消息时。',
    notifications: '桌面通知',
    notificationsHint: '本页不在眼前而找到人时。绝不包含对方的任何话。',
    denied: '你的浏览器禁止了本页的通知。请在网站设置里允许，然后再打开。',
    notKept: (button: string) =>
      `在这台设备上，只有保留下来的网页才能显示通知。请先在开始页面选择“${button}”，然后再打开。`,
    unsupported: '这个浏览器不显示网页通知。',
    found: '有人来了',
    foundText: '你们已经连上了。对方能看到你不在。',
    foundTitle: (name) => `有人来了 · ${name}`,
    waiting: (figure) => `(${figure})`,
  },
  badges: { more: (figure) => `还有 ${figure} 条通话信息`, less: '收起通话信息' },
  notes: {
    label: '关于本页的提示',
    offline: '你已离线。要认识别人需要网络。',
    outdated: '新版本准备好了。',
    reload: '重新加载',
    later: '以后再说',
  },
}
