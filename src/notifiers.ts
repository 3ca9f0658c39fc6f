export {
  emailNotifier,
  type EmailNotifierOptions,
  type MailTransportLike,
  type Recipient,
} from "./adapters/notifiers/emailNotifier.ts";
export { webhookNotifier, type WebhookNotifierOptions } from "./adapters/notifiers/webhookNotifier.ts";
export {
  type PushSubscriptionLike,
  type WebPushLike,
  webPushNotifier,
  type WebPushNotifierOptions,
} from "./adapters/notifiers/webPushNotifier.ts";
