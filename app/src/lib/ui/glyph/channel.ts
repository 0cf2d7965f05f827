/** The glyphs of the channels. */
export type Channel = "whatsapp" | "instagram" | "messenger" | "webchat" | "email" | "sms" | "voice";
