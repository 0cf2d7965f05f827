import type { Language } from "./language.ts";

type Expected = Record<
  | "PORT"
  | "HOST"
  | "DATA_DIR"
  | "DATABASE_URL"
  | "NATS_URL"
  | "PUBLIC_URL"
  | "SECRET_KEY"
  | "SETUP_TOKEN"
  | "S3_ENDPOINT"
  | "S3_BUCKET"
  | "S3_REGION"
  | "S3_ACCESS_KEY_ID"
  | "S3_SECRET_ACCESS_KEY"
  | "SMTP_URL"
  | "SMTP_FROM"
  | "LOG_LEVEL"
  | "TRUSTED_PROXIES"
  | "META_GRAPH_URL"
  | "JOB_POLL_SECONDS",
  string
>;

type ConfigTexts = {
  wrong(name: string, value: string | undefined, expected: string): string;
  unknown(name: string, suggestion: string | undefined): string;
  incomplete(given: readonly string[], missing: readonly string[]): string;
  expected: Expected;
};

const en: ConfigTexts = {
  wrong: (name, value, expected) =>
    `${name} is wrong: ${
      value === undefined ? "its value (not shown, it is a secret)" : `"${value}"`
    } is not ${expected}.`,
  unknown: (name, suggestion) =>
    `${name} is not a setting of Mutirão${
      suggestion ? `; did you mean ${suggestion}?` : "; remove it or see .env.example."
    }`,
  incomplete: (given, missing) =>
    `${given.join(", ")} is set but ${missing.join(", ")} is missing: set all of them or none.`,
  expected: {
    PORT: "a port number from 0 to 65535",
    HOST: "a network address to listen on",
    DATA_DIR: "a folder",
    DATABASE_URL: "a PostgreSQL address such as postgres://user:password@host:5432/database",
    NATS_URL: "a NATS address such as nats://host:4222",
    PUBLIC_URL: "an address without a path, such as https://desk.example.com",
    SECRET_KEY: "a random text of at least 32 characters",
    SETUP_TOKEN: "a random text of at least 16 characters",
    S3_ENDPOINT: "an http(s) address",
    S3_BUCKET: "the name of a bucket",
    S3_REGION: "the name of a region",
    S3_ACCESS_KEY_ID: "an access key id",
    S3_SECRET_ACCESS_KEY: "a secret access key",
    SMTP_URL: "a mail server's address such as smtps://user:password@host:465",
    SMTP_FROM: "an e-mail address",
    LOG_LEVEL: "one of debug, info, warning, error",
    TRUSTED_PROXIES: "a list of IP addresses or ranges separated by commas, such as 10.0.0.0/8",
    META_GRAPH_URL: "an http(s) address",
    JOB_POLL_SECONDS: "a number of seconds from 0.5 to 60",
  },
};

const pt: ConfigTexts = {
  wrong: (name, value, expected) =>
    `${name} está errada: ${
      value === undefined ? "o valor (não mostrado, é segredo)" : `"${value}"`
    } não é ${expected}.`,
  unknown: (name, suggestion) =>
    `${name} não é uma configuração do Mutirão${
      suggestion ? `; você quis dizer ${suggestion}?` : "; remova-a ou veja o .env.example."
    }`,
  incomplete: (given, missing) =>
    `${given.join(", ")} foi definida, mas falta ${missing.join(", ")}: defina todas ou nenhuma.`,
  expected: {
    PORT: "um número de porta de 0 a 65535",
    HOST: "um endereço de rede em que escutar",
    DATA_DIR: "uma pasta",
    DATABASE_URL: "um endereço de PostgreSQL como postgres://usuario:senha@servidor:5432/banco",
    NATS_URL: "um endereço de NATS como nats://servidor:4222",
    PUBLIC_URL: "um endereço sem caminho, como https://atendimento.exemplo.com.br",
    SECRET_KEY: "um texto aleatório de pelo menos 32 caracteres",
    SETUP_TOKEN: "um texto aleatório de pelo menos 16 caracteres",
    S3_ENDPOINT: "um endereço http(s)",
    S3_BUCKET: "o nome de um bucket",
    S3_REGION: "o nome de uma região",
    S3_ACCESS_KEY_ID: "um identificador de chave de acesso",
    S3_SECRET_ACCESS_KEY: "uma chave de acesso secreta",
    SMTP_URL: "um endereço de servidor de e-mail como smtps://usuario:senha@servidor:465",
    SMTP_FROM: "um endereço de e-mail",
    LOG_LEVEL: "um de debug, info, warning, error",
    TRUSTED_PROXIES: "uma lista de endereços ou faixas IP separados por vírgula, como 10.0.0.0/8",
    META_GRAPH_URL: "um endereço http(s)",
    JOB_POLL_SECONDS: "um número de segundos de 0.5 a 60",
  },
};

export const configTexts: Record<Language, ConfigTexts> = { "pt-BR": pt, en };
