/** What is known of the people of the sample, beside their conversations; and some who have not written yet. */

export const CONTACT_FIELDS = [
  { name: "Perfil", type: "select", options: ["Comprador", "Locatário", "Proprietário", "Fornecedor"] },
  { name: "Aceita visita aos sábados", type: "boolean", options: [] },
] as const;

export type SampleContact = {
  name: string;
  phone?: string;
  email?: string;
  birthDate?: string;
  cpf?: string;
  code?: string;
  address?: string;
  profile?: (typeof CONTACT_FIELDS)[0]["options"][number];
  saturdays?: "yes" | "no";
  extra?: Record<string, string>;
  tags?: string[];
  /** In this member's portfolio. */
  owner?: string;
  blocked?: boolean;
};

/** Those with a conversation are found by their name. */
export const CONTACTS: SampleContact[] = [
  {
    name: "Marina Teles",
    email: "marina.teles@exemplo.com.br",
    birthDate: "1991-03-14",
    cpf: "52998224725",
    address: "Rua Pium-í, 480, Cruzeiro, Belo Horizonte",
    profile: "Comprador",
    saturdays: "yes",
    extra: { Cachorra: "Nina, porte pequeno" },
    tags: ["pet", "2 quartos"],
  },
  { name: "Otávio Brandão", email: "otavio@brandao.example", profile: "Comprador", tags: ["financiamento"] },
  { name: "Zuleide Fontes", cpf: "11144477735", code: "LOC-0101", profile: "Locatário", tags: ["contrato"] },
  { name: "Wilson Maia", email: "wilson.maia@exemplo.com.br", profile: "Locatário", saturdays: "no" },
  {
    name: "Hilda Campos",
    email: "hilda@campos.example",
    code: "PRO-0044",
    profile: "Proprietário",
    owner: "Davi Prado",
  },
  { name: "Síndica do Ed. Jatobá", email: "sindica@jatoba.example", profile: "Proprietário", tags: ["vistoria"] },
  { name: "Rede Ferragens Oeste", email: "pedidos@oeste.example", code: "FOR-0012", profile: "Fornecedor" },
  { name: "Padaria Trigal", email: "contato@trigal.example", profile: "Locatário", tags: ["2ª via", "contrato"] },
  { name: "Aurélio Dantas", phone: "+5531988117300", email: "aurelio.dantas@exemplo.com.br", profile: "Comprador" },
  { name: "Cecília Rangel", phone: "+5531988117411", tags: ["visita"], owner: "Rafaela Nunes", profile: "Comprador" },
  { name: "Construtora Serra Alta", phone: "+553133440900", email: "obra@serraalta.example", profile: "Fornecedor" },
  { name: "Dalva e Inácio", phone: "+5531988117522", email: "dalva@exemplo.com.br", tags: ["proposta", "urgente"] },
  { name: "Emanuel Queiroz", phone: "+5531988117633", code: "LOC-0207", profile: "Locatário" },
  { name: "Isaura Peçanha", phone: "+5531988117744", email: "isaura.pecanha@exemplo.com.br", blocked: true },
  { name: "Lindomar Souto", phone: "+5538988117855", profile: "Proprietário" },
  { name: "Mary Stone", phone: "+12025550143", email: "mary.stone@example.com", tags: ["site"] },
  { name: "Nair Vilela", phone: "+5531988117966", birthDate: "1958-09-02", profile: "Proprietário" },
  {
    name: "Ícaro Bastos",
    phone: "+5531988118077",
    email: "icaro@bastos.example",
    tags: ["visita", "2 quartos", "pet"],
  },
];
