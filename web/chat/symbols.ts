/**
 * The 64 symbols of the check for a middleman, told apart at a glance and by ear: their names stand
 * in each language's symbols.ts. The order is part of the protocol.
 */
export const SYMBOLS = (
  '🐶 🐱 🐴 🐮 🐷 🐑 🐔 🦆 🦉 🐧 🐢 🐍 🐸 🐟 🐙 🦋 ' +
  '🐝 🐜 🐘 🐪 🌵 🌲 🍁 🍄 🌻 🌹 🍎 🍌 🍇 🍒 🍋 🥕 ' +
  '🌽 🍞 🧀 🍕 🍰 ☕ 🌍 🌙 ⭐ ⚡ 🌈 ❄️ 🔥 ☂️ ⛰️ 🏠 ' +
  '⛵ 🚂 🚲 ✈️ 🚀 ⚓ 🔑 🔔 ⏰ ✂️ 🔨 📖 🎩 👓 🎸 ⚽'
).split(' ')
