// @ts-check
/** The emoji people use in a chat with a company; the rest come from the keyboard of their phone or system. */
export const EMOJI = [
  ..."😀😃😄😁😅😂🙂😉😊😇🥰😍😘😋😜🤪🤔🤨😐🙄😬😌😴🤒🤧🥵🥳😎🤓😕😟😮😳🥺😢😭😤😡🤬👍👎👌🤝🙏👏🙌💪👋👀",
  "❤️",
  ..."🧡💛💚💙💜🖤💔✨🔥🎉🎂🌻🌹🌞🌧🏠🚗🐶🐱📅📍📎📷📞💰💳📦✅❌⏰❓❗🎁",
];
