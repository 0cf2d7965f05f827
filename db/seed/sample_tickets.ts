/** The sample workspace's conversations (see sample_data.ts). Times are minutes before now. */
export type SampleMessage =
  | { from: "contact"; ago: number; text: string }
  | {
    from: string;
    ago: number;
    text: string;
    internal?: true;
    status?: "sent" | "delivered" | "read" | "failed";
    error?: [code: string, text: string];
  };

export type SampleTicket = {
  contact: string;
  phone: string;
  channel: "whatsapp" | "webchat";
  department: string | null;
  agent: string | null;
  status: "waiting" | "in_progress" | "paused" | "closed";
  tags?: string[];
  stage?: string;
  type?: string;
  value?: string;
  priority?: "low" | "normal" | "high" | "urgent";
  fields?: Record<string, string>;
  note?: string;
  unread?: number;
  messages: SampleMessage[];
};

export const TICKETS: SampleTicket[] = [
  {
    contact: "Marina Teles",
    phone: "+5531988880101",
    channel: "whatsapp",
    department: "Vendas",
    agent: "me",
    status: "in_progress",
    tags: ["visita", "2 quartos", "financiamento", "pet"],
    stage: "Visita marcada",
    type: "Comercial",
    value: "620000.00",
    fields: { Demanda: "Compra de imóvel", "Imóvel": "Residencial Araçá, 302" },
    note:
      "Primeira compra. Entrada de R$ 150 mil, financia o resto pela Caixa.\nPrefere andar alto e sol da manhã.\nLevar planta com medidas na visita.",
    messages: [
      { from: "contact", ago: 46, text: "Oi! Vi o 302 do Residencial Araçá no site. Ainda está disponível?" },
      {
        from: "me",
        ago: 43,
        text: "Oi, Marina! Está sim 😊 Dois quartos, uma suíte e varanda de frente para a serra.",
        status: "read",
      },
      {
        from: "me",
        ago: 42,
        text: "O condomínio é R$ 540 e o prédio tem elevador, portaria 24 h e uma vaga coberta.",
        status: "read",
      },
      { from: "contact", ago: 14, text: "E aceita pet? Eu tenho uma cachorrinha pequena" },
      {
        from: "Tainá Rocha",
        ago: 8,
        text: "A chave do 302 fica com o zelador até sexta. Sábado cedo eu abro, é só confirmar o horário.",
        internal: true,
      },
      { from: "contact", ago: 4, text: "Essa varanda pega sol de manhã?" },
      { from: "contact", ago: 3, text: "Se pegar, quero visitar no sábado!" },
    ],
  },
  {
    contact: "Otávio Brandão",
    phone: "+5531988880102",
    channel: "whatsapp",
    department: "Vendas",
    agent: "me",
    status: "in_progress",
    tags: ["proposta"],
    stage: "Proposta",
    type: "Comercial",
    value: "585000.00",
    fields: { Demanda: "Compra de imóvel" },
    messages: [
      { from: "me", ago: 1440, text: "Otávio, o proprietário respondeu à sua proposta. Posso ligar?", status: "read" },
      { from: "contact", ago: 1422, text: "Vou ver com a minha esposa e já te retorno" },
    ],
  },
  {
    contact: "Zuleide Fontes",
    phone: "+5531988880103",
    channel: "whatsapp",
    department: "Financeiro",
    agent: null,
    status: "waiting",
    tags: ["2ª via"],
    unread: 3,
    fields: { Demanda: "Boleto" },
    messages: [
      { from: "contact", ago: 14, text: "Boa tarde" },
      { from: "contact", ago: 13, text: "Aqui é do 101 do Jatobá" },
      { from: "contact", ago: 12, text: "O boleto de novembro veio com o valor diferente do contrato" },
    ],
  },
  {
    contact: "Gabi 🌻",
    phone: "+5531900004432",
    channel: "whatsapp",
    department: null,
    agent: null,
    status: "waiting",
    unread: 1,
    messages: [{ from: "contact", ago: 6, text: "Esse de 3 quartos aceita pet?" }],
  },
  {
    contact: "Wilson Maia",
    phone: "+5531900005543",
    channel: "whatsapp",
    department: "Locação",
    agent: "Lívia Assunção",
    status: "in_progress",
    tags: ["contrato"],
    stage: "Documentos",
    type: "Locação",
    fields: { Demanda: "Aluguel" },
    messages: [
      { from: "contact", ago: 62, text: "Mandei os documentos por e-mail, chegou tudo?" },
      {
        from: "Lívia Assunção",
        ago: 30,
        text: "Chegou, Wilson! O contrato já está pronto para assinatura.",
        status: "delivered",
      },
      { from: "contact", ago: 9, text: "Ótimo, assino hoje ainda" },
    ],
  },
  {
    contact: "Priscila Andrade",
    phone: "+5531900006654",
    channel: "whatsapp",
    department: "Locação",
    agent: "Tainá Rocha",
    status: "in_progress",
    tags: ["vistoria", "contrato", "urgente"],
    priority: "high",
    messages: [
      { from: "contact", ago: 95, text: "A vistoria de saída pode ser na quinta?" },
      { from: "Tainá Rocha", ago: 70, text: "Pode sim, quinta às 14h. Alguém recebe no apartamento?", status: "read" },
      { from: "contact", ago: 11, text: "Eu mesma vou estar lá" },
    ],
  },
  {
    contact: "Anderson Luz",
    phone: "+5531900007765",
    channel: "whatsapp",
    department: "Vendas",
    agent: "me",
    status: "in_progress",
    tags: ["proposta"],
    messages: [
      { from: "contact", ago: 2900, text: "Boa noite, pode mandar a proposta por aqui mesmo" },
      { from: "me", ago: 2880, text: "Conseguiu olhar a proposta que enviei?", status: "read" },
    ],
  },
  {
    contact: "Síndica do Ed. Jatobá",
    phone: "+5531900008876",
    channel: "whatsapp",
    department: "Manutenção",
    agent: "Bento Arruda",
    status: "paused",
    tags: ["urgente"],
    messages: [
      { from: "contact", ago: 180, text: "O portão da garagem parou de novo" },
      { from: "Bento Arruda", ago: 170, text: "Já chamei o técnico, ele passa às 16h.", status: "read" },
      {
        from: "Bento Arruda",
        ago: 169,
        text: "Técnico confirmado: Nelson, (31) 90000-9090. Cobrar do condomínio, não da administradora.",
        internal: true,
      },
      { from: "contact", ago: 52, text: "Combinado, aviso o porteiro" },
    ],
  },
  {
    contact: "Luan e Tereza",
    phone: "+5531900009987",
    channel: "whatsapp",
    department: "Locação",
    agent: "Lívia Assunção",
    status: "in_progress",
    messages: [
      { from: "contact", ago: 120, text: "Obrigada pelas fotos! Vamos conversar em casa" },
      { from: "Lívia Assunção", ago: 110, text: "Qualquer dúvida estou por aqui 😊", status: "read" },
    ],
  },
  {
    contact: "Hilda Campos",
    phone: "+5531900010098",
    channel: "whatsapp",
    department: "Financeiro",
    agent: null,
    status: "waiting",
    unread: 2,
    messages: [
      { from: "contact", ago: 22, text: "Olá! Pago o aluguel em dia" },
      { from: "contact", ago: 21, text: "Preciso do recibo de outubro" },
    ],
  },
  {
    contact: "Rede Ferragens Oeste",
    phone: "+5531900011109",
    channel: "whatsapp",
    department: "Manutenção",
    agent: null,
    status: "waiting",
    messages: [{ from: "contact", ago: 101, text: "Pedido 3391 liberado para retirada" }],
    unread: 1,
  },
  {
    contact: "Cláudio Meireles",
    phone: "+5531900012210",
    channel: "whatsapp",
    department: "Vendas",
    agent: "Rafaela Nunes",
    status: "in_progress",
    tags: ["financiamento"],
    stage: "Simulação",
    type: "Comercial",
    value: "410000.00",
    messages: [
      { from: "contact", ago: 240, text: "A simulação da Caixa saiu? Preciso decidir até segunda" },
      {
        from: "Rafaela Nunes",
        ago: 235,
        text: "Saiu! Segue o resumo: entrada de 20% e 360 parcelas.",
        status: "failed",
        error: ["131053", "Media upload error"],
      },
    ],
  },
  {
    contact: "Beatriz Lacerda",
    phone: "+5531900013321",
    channel: "whatsapp",
    department: "Locação",
    agent: "Tainá Rocha",
    status: "closed",
    tags: ["contrato"],
    messages: [
      { from: "contact", ago: 4300, text: "Tudo certo com a entrega das chaves, muito obrigada!" },
      { from: "Tainá Rocha", ago: 4290, text: "Nós que agradecemos, Beatriz. Boa mudança!", status: "read" },
    ],
  },
  {
    contact: "Padaria Trigal",
    phone: "+5531900014432",
    channel: "whatsapp",
    department: "Financeiro",
    agent: "Davi Prado",
    status: "closed",
    messages: [
      { from: "contact", ago: 1500, text: "Nota fiscal recebida" },
      {
        from: "Davi Prado",
        ago: 1490,
        text: "Perfeito. Encerrando por aqui, qualquer coisa é só chamar.",
        status: "read",
      },
    ],
  },
];
