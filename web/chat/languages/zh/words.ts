/** A search, a call and its end in simplified Chinese. */
import type { Rest } from '../shape.ts'

export const words: Rest['words'] = {
  camera: {
    title: '可以使用你的摄像头和麦克风吗？',
    text: '浏览器正在询问你。画面和声音只会传给对方，绝不会传到我们的服务器。',
    audioOnly: '只用声音继续',
    without: '不用摄像头和麦克风继续',
    withoutHint: '没有摄像头和麦克风，你仍然可以看到、听到对方并打字。',
    cancel: '取消',
    retry: '重试',
    voiceTitle: '可以使用你的麦克风吗？',
    voiceText: '浏览器正在询问你。声音只会传给对方，绝不会传到我们的服务器。你的摄像头保持关闭。',
    drawn: '以手绘图形继续',
    drawnUnheard: '以手绘图形继续，不用麦克风',
  },
  deviceProblem: {
    denied: {
      title: '摄像头被禁止了',
      text: '请在浏览器的网站设置里允许本页使用摄像头和麦克风，然后重试。',
    },
    inUse: {
      title: '摄像头正被占用',
      text: '另一个程序或标签页正在使用摄像头或麦克风。关闭它，然后重试。',
    },
    notFound: {
      title: '没有找到摄像头或麦克风',
      text: '接上一个，然后重试。也可以不用它继续。',
    },
    insecure: {
      title: '这个页面没有加密',
      text: '浏览器只让安全的页面使用摄像头。请用 https 打开这个地址，或者不用摄像头继续。',
    },
    unplugged: {
      title: '有设备断开了',
      text: '重新接上摄像头或麦克风，然后重试。',
    },
    unknown: {
      title: '摄像头没有启动',
      text: '请重试，或者不用它继续。',
    },
    microphoneDenied: {
      title: '麦克风被禁止了',
      text: '要让对方听到你，请在浏览器的网站设置里允许本页使用麦克风，然后重试。',
    },
    microphoneInUse: {
      title: '麦克风正被占用',
      text: '要让对方听到你，请关闭正在使用麦克风的其他程序或标签页，然后重试。',
    },
    microphoneUnknown: {
      title: '麦克风没有启动',
      text: '要让对方听到你，请重试，或者不用声音继续。',
    },
    noMicrophone: {
      title: '没有找到麦克风',
      text: '要让对方听到你，请接上麦克风，然后重试。',
    },
    noCamera: {
      title: '没有找到摄像头',
      text: '要让对方看到你，请接上摄像头，然后重试。',
    },
  },
  relay: {
    away: '直接通话会让对方看到你的网络地址。用来隐藏它的中继现在没有响应。',
    full: '直接通话会让对方看到你的网络地址。用来隐藏它的中继现在没有位置给你的网络。',
    hiddenAway: '隐藏你地址的中继现在没有响应，所以暂时无法通话。',
    hiddenFull: '隐藏你地址的中继现在没有位置给你的网络。',
    check: '再检查一次',
  },
  search: {
    title: '正在找人…',
    titleInterests: (interests) => `正在找喜欢${interests}的人`,
    connecting: '正在连接…',
    keepOpen: '请保持本页打开。你随时可以离开。',
    hint: '还在找。现在人不多。',
    hintAnyone: '还在找。现在人不多，所以可能是任何人，不论兴趣。',
    cancel: '取消',
  },
  notice: {
    couldNotConnect: '你们两个没能连上，正在找别人。',
    notBack: '你们两个没能一起回来，正在找别人。',
    reconnecting: '无法连接服务器，正在重试；你的搜索会继续。',
    updating: '服务器正在更新，马上回来；你的搜索会继续。',
    crowded: '现在非常繁忙，正在重试。',
    slowed:
      '你的网络发来了很多搜索，所以这一次要等几秒，让你的设备做一点计算。这是为了减缓洪水般的请求，并不是在考验你。',
  },
  returning: { undo: '正在回去…', back: '正在回去…', code: '正在等对方…' },
  call: {
    label: '通话',
    stranger: '对方',
    you: '你',
    pairing: '有人来了，正在连接…',
    pairingAgain: '没连上，再试一次…',
    connected: '你正在和一位陌生人聊天，打个招呼吧。',
    connectedBy: (common) => `你正在和一位陌生人聊天。${common}打个招呼吧。`,
    common: (what) => `你们都喜欢${what}。`,
    commonLanguage: (what) => `你们都会说${what}。`,
    away: '对方暂时离开了…',
    back: '对方回来了，你们可以继续聊。',
    recovering: '连接断了，正在把对方找回来…',
    serverLost: '服务器不在，你的通话照常进行。',
    serverUpdating: '服务器正在更新，你的通话照常进行。',
    cameraOff: '对方的摄像头关着',
    ownCameraOff: '你的摄像头关着',
    ownOnly: '只有你能看到。',
    microphoneOff: '对方已静音',
    turnSoundOn: '打开声音',
    moveSelf: '移动你的画面',
    hideSelf: '隐藏你的画面',
    showSelf: '显示你的画面',
    armed: '再按一次 Esc 离开',
  },
  together: (title, text) => `${title}。${text}`,
  ended: {
    skipped: { title: '对方去找下一位了', text: '对方选择了去认识别人。' },
    left: { title: '对方离开了', text: '对方结束了这次聊天。' },
    lost: { title: '连接断了', text: '没能再联系上对方。可能是对方的网络，也可能是你的。' },
    away: { title: '你离开太久了', text: '本页有两分钟不在眼前，所以聊天结束了。' },
    strangerAway: { title: '对方没有回来', text: '对方的页面有两分钟不在眼前，所以聊天结束了。' },
    stopped: { title: '你离开了', text: '这次聊天已从你们两人的浏览器中消失。' },
    reported: { title: '你结束了通话', text: '你举报了对方。' },
    tampered: {
      title: '介绍被篡改了',
      text: '途中有东西改动了你们浏览器之间的话，所以我们没有把你们连上。',
    },
    tooManySearches: { title: '请慢一点', text: '你的网络发来了很多搜索，请稍等。' },
    blocked: { title: '你的网络暂时被屏蔽了', text: '可能是同一网络里的其他人造成的。' },
    outdated: { title: '这个页面过期了', text: '重新加载即可得到新版本。' },
    differed: {
      title: '你们之间有人插手',
      text: '你们看到的符号不一样，所以你们在这里说的话可能在途中被读取。请离开本站并告诉别人：运营者写在“隐私”页上。',
    },
    noRelay: {
      title: '中继没有响应',
      text: '只有经由它，你的地址才是隐藏的，所以通话到此为止。没有任何内容直接传给对方。',
    },
    relayFull: {
      title: '中继满了',
      text: '它现在没有位置给你的网络，而只有经由它你的地址才是隐藏的。请过几分钟再试。',
    },
    apart: {
      title: '没能把你们两个连起来',
      text: '你们的浏览器之间找不到通路。三个词仍然有效：请在开始页面再输入一次。',
    },
    codeOver: { title: '你的三个词过期了', text: '十五分钟已过，对方没有来。' },
    unsupported: {
      title: '这里无法通话',
      text: '这个浏览器没有私密通话功能。请换一个浏览器。',
    },
  },
  reportResult: {
    sending: '正在发送你的举报…',
    accepted: '谢谢。你的举报已计入：只要你们都还在这里，就不会再遇到。',
    lapsed: '太晚了：服务器已经不记得这个人，所以举报没有计入。',
    tooMany: '你的网络在过去一小时里发了很多举报，所以这一次没有计入。',
  },
}
