using PovertyPlatform.Messaging;
using PovertyPlatform.PartnerService.Consumers;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Feed;
using PovertyPlatform.PartnerService.Features.Deliveries;
using PovertyPlatform.PartnerService.Features.Events;
using PovertyPlatform.PartnerService.Features.Grants;
using PovertyPlatform.PartnerService.Features.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Audit.Ending;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("partner");
builder.Services.AddOpenApi("v1");
builder.AddServiceDatabase<PartnerDb>("partnerdb", OutboxSignal.Attach);
builder.AddMessaging<PartnerDb>("partner", PartnerMessages.Register);
builder.AddFeed();
builder.AddGrants();
builder.AddWebhooks();
if (args is ["migrate", ..])
    return await ServiceMigration.Run(builder, "partnerdb", typeof(Program).Assembly, ReferenceTables.Load);
if (args is ["verify-audit", ..])
    return await builder.VerifyAudit("partnerdb");
if (args is ["end-audit-months", ..])
    return await builder.EndAuditMonths("partnerdb", args, after: "registry");

var app = builder.Build();
app.UseServiceDefaults();
var events = app.MapGroup("/v1/events").WithTags("Events");
ReadEvents.Map(events);
SummariseEvents.Map(events);
AcknowledgeEvent.Map(events);
var grants = app.MapGroup("/v1/grants").WithTags("Grants");
ReadGrant.Map(grants);
var webhooks = app.MapGroup("/v1/webhooks").WithTags("Webhooks").RequireScope(Scopes.WebhooksManage);
RegisterWebhook.Map(webhooks);
ListWebhooks.Map(webhooks);
GetWebhook.Map(webhooks);
RemoveWebhook.Map(webhooks);
RotateWebhookSecret.Map(webhooks);
PauseWebhook.Map(webhooks);
ResumeWebhook.Map(webhooks);
TestWebhook.Map(webhooks);
ListDeliveries.Map(webhooks);
RetryDelivery.Map(webhooks);
app.MapTrail();
app.MapOperations();
await app.RunAsync();
return 0;

/// <summary>Entry point, visible for tests.</summary>
public partial class Program;
