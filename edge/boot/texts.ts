import type { Language } from "./language.ts";

/** What the start and its database say to the person at the terminal. */
const en = {
  stepApp: "Preparing the app",
  stepAppSame: "The app is up to date",
  stepDatabaseNew: "Creating the database",
  stepDatabase: "Starting the database",
  stepDatabaseRemote: "Connecting to the database",
  stepServe: "Starting the server",
  decimal: (seconds: string) => seconds,
  ready: (seconds: string) => `Ready in ${seconds} s`,
  open: (url: string) => `Mutirão is at ${url}`,
  setup: (url: string) => `First time here? Create your workspace with this one-time link: ${url}`,
  stopping: "Stopping…",
  stopped: "Stopped.",
  again: "Stopping at once.",
  settingsWrong: "Mutirão did not start: its settings need a correction.",
  buildFailed: (output: string) => `The app could not be built. What the builder said:\n\n${output}`,
  portTaken: (port: number) =>
    `Port ${port} is already in use by another program. Stop that program, or choose another port: PORT=${
      port + 1
    } deno task start`,
  portForbidden: (port: number) => `This user may not open port ${port}. Choose one above 1023, for example PORT=8000.`,
  dataDirInUse: (dir: string, pid: string, since: string) =>
    `The data folder ${dir} is already in use by process ${pid}, since ${since}. Stop that process first, or choose another folder with DATA_DIR.`,
  dataDirDenied: (dir: string) =>
    `The data folder ${dir} cannot be written by this user. Choose another one with DATA_DIR.`,
  databaseOld: (version: string) => `The database at DATABASE_URL is PostgreSQL ${version}; Mutirão needs 15 or newer.`,
  databaseUnreachable: (host: string, why: string) => `The database at DATABASE_URL (${host}) did not answer: ${why}.`,
  natsUnreachable: (host: string, why: string) =>
    `The NATS server at NATS_URL (${host}) did not answer: ${why}. Start it, or correct NATS_URL.`,
  notAlone: (host: string, since: string) =>
    `Another process of Mutirão (on ${host}, since ${since}) is already working on this database. Stop that one first; or, to run several, give all of them the same NATS server in NATS_URL.`,
  aloneInTheWay: (host: string, since: string) =>
    `A process of Mutirão without NATS_URL (on ${host}, since ${since}) is working on this database and would not hear of this one. Stop it, and start it again with the NATS_URL of the others.`,
  noBinary: (platform: string) =>
    `There is no built-in database for ${platform}. Give the address of a PostgreSQL 15 or newer in DATABASE_URL.`,
  clusterVersion: (dir: string, has: string, needs: string) =>
    `The database in ${dir} was made by PostgreSQL ${has} and this version of Mutirão brings PostgreSQL ${needs}. Make a backup with the version that made it (deno task backup) and restore it here into an empty DATA_DIR (deno task restore).`,
  clusterDamaged: (dir: string) => `${dir} is not a database of Mutirão. Choose another folder with DATA_DIR.`,
  passwordLost: (file: string) =>
    `The password of the built-in database is missing: ${file}. Restore this file or a backup.`,
  noSystemUser:
    "PostgreSQL refuses to run as root and no unprivileged system user could be created. Start Mutirão as an ordinary user, or create one: useradd --system mutirao",
  movedCluster: (dir: string) =>
    `DATA_DIR cannot be reached by the database's own user, so the database is kept in ${dir}.`,
  databaseFailed: (step: string, log: string) => `The built-in database did not start (${step}):\n\n${log}`,
  orphan: (pid: number) =>
    `An earlier process ended without stopping its database (process ${pid}); stopping it first.`,
  orphanStuck: (pid: number) =>
    `The database left by an earlier process (${pid}) does not stop. End it by hand and start again.`,
  partStopped: (name: string) => `${name} ended by itself; see what it said above.`,
};

const pt: typeof en = {
  stepApp: "Preparando o aplicativo",
  stepAppSame: "O aplicativo está em dia",
  stepDatabaseNew: "Criando o banco de dados",
  stepDatabase: "Iniciando o banco de dados",
  stepDatabaseRemote: "Conectando ao banco de dados",
  stepServe: "Iniciando o servidor",
  decimal: (seconds) => seconds.replace(".", ","),
  ready: (seconds) => `Pronto em ${seconds} s`,
  open: (url) => `O Mutirão está em ${url}`,
  setup: (url) => `Primeira vez aqui? Crie o seu espaço de trabalho com este link de uso único: ${url}`,
  stopping: "Encerrando…",
  stopped: "Encerrado.",
  again: "Encerrando imediatamente.",
  settingsWrong: "O Mutirão não iniciou: as configurações precisam de correção.",
  buildFailed: (output) => `Não foi possível compilar o aplicativo. O compilador disse:\n\n${output}`,
  portTaken: (port) =>
    `A porta ${port} já está em uso por outro programa. Encerre esse programa ou escolha outra porta: PORT=${
      port + 1
    } deno task start`,
  portForbidden: (port) =>
    `Este usuário não pode abrir a porta ${port}. Escolha uma acima de 1023, por exemplo PORT=8000.`,
  dataDirInUse: (dir, pid, since) =>
    `A pasta de dados ${dir} já está em uso pelo processo ${pid}, desde ${since}. Encerre esse processo ou escolha outra pasta com DATA_DIR.`,
  dataDirDenied: (dir) => `Este usuário não pode gravar na pasta de dados ${dir}. Escolha outra com DATA_DIR.`,
  databaseOld: (version) => `O banco em DATABASE_URL é PostgreSQL ${version}; o Mutirão precisa do 15 ou mais novo.`,
  databaseUnreachable: (host, why) => `O banco em DATABASE_URL (${host}) não respondeu: ${why}.`,
  natsUnreachable: (host, why) =>
    `O servidor NATS em NATS_URL (${host}) não respondeu: ${why}. Inicie-o ou corrija NATS_URL.`,
  notAlone: (host, since) =>
    `Outro processo do Mutirão (em ${host}, desde ${since}) já está usando este banco de dados. Encerre-o primeiro; ou, para rodar vários, informe o mesmo servidor NATS a todos em NATS_URL.`,
  aloneInTheWay: (host, since) =>
    `Um processo do Mutirão sem NATS_URL (em ${host}, desde ${since}) está usando este banco de dados e não saberia deste. Encerre-o e inicie-o de novo com a NATS_URL dos outros.`,
  noBinary: (platform) =>
    `Não há banco de dados embutido para ${platform}. Informe em DATABASE_URL o endereço de um PostgreSQL 15 ou mais novo.`,
  clusterVersion: (dir, has, needs) =>
    `O banco em ${dir} foi criado pelo PostgreSQL ${has} e esta versão do Mutirão traz o PostgreSQL ${needs}. Faça um backup com a versão que o criou (deno task backup) e restaure aqui em um DATA_DIR vazio (deno task restore).`,
  clusterDamaged: (dir) => `${dir} não é um banco de dados do Mutirão. Escolha outra pasta com DATA_DIR.`,
  passwordLost: (file) => `Falta a senha do banco embutido: ${file}. Restaure este arquivo ou um backup.`,
  noSystemUser:
    "O PostgreSQL se recusa a rodar como root e não foi possível criar um usuário de sistema sem privilégios. Inicie o Mutirão com um usuário comum ou crie um: useradd --system mutirao",
  movedCluster: (dir) => `O usuário do banco não alcança DATA_DIR, por isso o banco fica em ${dir}.`,
  databaseFailed: (step, log) => `O banco de dados embutido não iniciou (${step}):\n\n${log}`,
  orphan: (pid) => `Um processo anterior terminou sem parar o seu banco (processo ${pid}); parando-o primeiro.`,
  orphanStuck: (pid) => `O banco deixado por um processo anterior (${pid}) não para. Encerre-o à mão e inicie de novo.`,
  partStopped: (name) => `${name} terminou sozinho; veja acima o que disse.`,
};

export type StartTexts = typeof en;
export const startTexts: Record<Language, StartTexts> = { "pt-BR": pt, en };
