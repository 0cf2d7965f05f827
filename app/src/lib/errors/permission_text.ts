import type { Permission } from "@domain/policy.ts";
import { m } from "../../paraglide/messages.js";

/** A permission's name and one sentence of what it lets a person do. */
export function permissionText(permission: Permission): { name: string; means: string } {
  return TEXTS[permission]();
}

const TEXTS = {
  "chat.viewAll": () => ({
    name: m.permission_chat_view_all(),
    means: m.permission_chat_view_all_means(),
  }),
  "chat.viewOtherDepartmentsOpen": () => ({
    name: m.permission_chat_view_other_departments_open(),
    means: m.permission_chat_view_other_departments_open_means(),
  }),
  "chat.answerOthers": () => ({
    name: m.permission_chat_answer_others(),
    means: m.permission_chat_answer_others_means(),
  }),
  "chat.take": () => ({
    name: m.permission_chat_take(),
    means: m.permission_chat_take_means(),
  }),
  "chat.transfer": () => ({
    name: m.permission_chat_transfer(),
    means: m.permission_chat_transfer_means(),
  }),
  "chat.close": () => ({
    name: m.permission_chat_close(),
    means: m.permission_chat_close_means(),
  }),
  "chat.reopen": () => ({
    name: m.permission_chat_reopen(),
    means: m.permission_chat_reopen_means(),
  }),
  "chat.start": () => ({
    name: m.permission_chat_start(),
    means: m.permission_chat_start_means(),
  }),
  "chat.archive": () => ({
    name: m.permission_chat_archive(),
    means: m.permission_chat_archive_means(),
  }),
  "chat.manageOthers": () => ({
    name: m.permission_chat_manage_others(),
    means: m.permission_chat_manage_others_means(),
  }),
  "contacts.edit": () => ({
    name: m.permission_contacts_edit(),
    means: m.permission_contacts_edit_means(),
  }),
  "contacts.delete": () => ({
    name: m.permission_contacts_delete(),
    means: m.permission_contacts_delete_means(),
  }),
  "chat.export": () => ({
    name: m.permission_chat_export(),
    means: m.permission_chat_export_means(),
  }),
  "contacts.merge": () => ({
    name: m.permission_contacts_merge(),
    means: m.permission_contacts_merge_means(),
  }),
  "contacts.import": () => ({
    name: m.permission_contacts_import(),
    means: m.permission_contacts_import_means(),
  }),
  "contacts.export": () => ({
    name: m.permission_contacts_export(),
    means: m.permission_contacts_export_means(),
  }),
  "contacts.erase": () => ({
    name: m.permission_contacts_erase(),
    means: m.permission_contacts_erase_means(),
  }),
  "contacts.observe": () => ({
    name: m.permission_contacts_observe(),
    means: m.permission_contacts_observe_means(),
  }),
  "tags.manage": () => ({
    name: m.permission_tags_manage(),
    means: m.permission_tags_manage_means(),
  }),
  "quickReplies.manage": () => ({
    name: m.permission_quick_replies_manage(),
    means: m.permission_quick_replies_manage_means(),
  }),
  "gallery.manage": () => ({
    name: m.permission_gallery_manage(),
    means: m.permission_gallery_manage_means(),
  }),
  "views.share": () => ({
    name: m.permission_views_share(),
    means: m.permission_views_share_means(),
  }),
  "boards.use": () => ({
    name: m.permission_boards_use(),
    means: m.permission_boards_use_means(),
  }),
  "boards.manage": () => ({
    name: m.permission_boards_manage(),
    means: m.permission_boards_manage_means(),
  }),
  "fields.manage": () => ({
    name: m.permission_fields_manage(),
    means: m.permission_fields_manage_means(),
  }),
  "flows.manage": () => ({
    name: m.permission_flows_manage(),
    means: m.permission_flows_manage_means(),
  }),
  "departments.manage": () => ({
    name: m.permission_departments_manage(),
    means: m.permission_departments_manage_means(),
  }),
  "members.manage": () => ({
    name: m.permission_members_manage(),
    means: m.permission_members_manage_means(),
  }),
  "connections.manage": () => ({
    name: m.permission_connections_manage(),
    means: m.permission_connections_manage_means(),
  }),
  "workspace.manage": () => ({
    name: m.permission_workspace_manage(),
    means: m.permission_workspace_manage_means(),
  }),
  "reports.view": () => ({
    name: m.permission_reports_view(),
    means: m.permission_reports_view_means(),
  }),
  "audit.view": () => ({
    name: m.permission_audit_view(),
    means: m.permission_audit_view_means(),
  }),
} satisfies Record<Permission, () => { name: string; means: string }>;
