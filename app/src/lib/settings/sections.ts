import type { Permission } from "@domain/policy.ts";
import type { IconComponent } from "../ui/icon/icon.ts";
import Braces from "@lucide/svelte/icons/braces";
import Building from "@lucide/svelte/icons/building-2";
import IdCard from "@lucide/svelte/icons/id-card";
import Images from "@lucide/svelte/icons/images";
import ListChecks from "@lucide/svelte/icons/list-checks";
import ListPlus from "@lucide/svelte/icons/list-plus";
import Radio from "@lucide/svelte/icons/radio-tower";
import Rows from "@lucide/svelte/icons/rows-3";
import Tag from "@lucide/svelte/icons/tag";
import User from "@lucide/svelte/icons/user-round";
import Users from "@lucide/svelte/icons/users-round";
import Workflow from "@lucide/svelte/icons/workflow";
import Zap from "@lucide/svelte/icons/zap";
import { m } from "../../paraglide/messages.js";

export const SECTIONS = [
  "profile",
  "workspace",
  "departments",
  "team",
  "roles",
  "replies",
  "macros",
  "gallery",
  "tags",
  "fields",
  "choices",
  "flows",
  "connections",
  "api",
] as const;
export type Section = typeof SECTIONS[number];
type About = { name: string; lead: string; icon: IconComponent; permission?: Permission };

/** Every settings page: its words, and the permission that changing something there asks for. Reading asks for none. */
export function aboutSection(section: Section): About {
  return ABOUT[section]();
}

export function isSection(text: string): text is Section {
  return SECTIONS.some((section) => section === text);
}

/** The list at the side, in groups. */
export function sectionGroups(): { name: string; sections: Section[] }[] {
  return [
    { name: m.settings_group_you(), sections: ["profile"] },
    { name: m.settings_group_house(), sections: ["workspace", "departments", "team", "roles", "api"] },
    {
      name: m.settings_group_tickets(),
      sections: ["replies", "macros", "gallery", "tags", "fields", "choices", "flows"],
    },
    { name: m.settings_group_channels(), sections: ["connections"] },
  ];
}

const ABOUT = {
  profile: () => ({ name: m.settings_profile(), lead: m.settings_profile_lead(), icon: User }),
  workspace: () => ({
    name: m.settings_workspace(),
    lead: m.settings_workspace_lead(),
    icon: Building,
    permission: "workspace.manage",
  }),
  departments: () => ({
    name: m.settings_departments(),
    lead: m.settings_departments_lead(),
    icon: Rows,
    permission: "departments.manage",
  }),
  team: () => ({ name: m.settings_team(), lead: m.settings_team_lead(), icon: Users, permission: "members.manage" }),
  roles: () => ({
    name: m.settings_roles(),
    lead: m.settings_roles_lead(),
    icon: IdCard,
    permission: "members.manage",
  }),
  replies: () => ({ name: m.settings_replies(), lead: m.settings_replies_lead(), icon: Zap }),
  macros: () => ({ name: m.settings_macros(), lead: m.settings_macros_lead(), icon: ListChecks }),
  gallery: () => ({
    name: m.settings_gallery(),
    lead: m.settings_gallery_lead(),
    icon: Images,
    permission: "gallery.manage",
  }),
  tags: () => ({ name: m.settings_tags(), lead: m.settings_tags_lead(), icon: Tag, permission: "tags.manage" }),
  fields: () => ({
    name: m.settings_fields(),
    lead: m.settings_fields_lead(),
    icon: ListPlus,
    permission: "fields.manage",
  }),
  choices: () => ({
    name: m.settings_choices(),
    lead: m.settings_choices_lead(),
    icon: ListChecks,
    permission: "fields.manage",
  }),
  flows: () => ({
    name: m.settings_flows(),
    lead: m.settings_flows_lead(),
    icon: Workflow,
    permission: "flows.manage",
  }),
  connections: () => ({
    name: m.settings_connections(),
    lead: m.settings_connections_lead(),
    icon: Radio,
    permission: "connections.manage",
  }),
  api: () => ({
    name: m.settings_api(),
    lead: m.settings_api_lead(),
    icon: Braces,
    permission: "workspace.manage",
  }),
} satisfies Record<Section, () => About>;
