using PovertyPlatform.IdentityService;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Features.Accounts;
using PovertyPlatform.IdentityService.Features.Clients;
using PovertyPlatform.IdentityService.Features.Grants;
using PovertyPlatform.IdentityService.Features.Keys;
using PovertyPlatform.IdentityService.Features.SignIn;
using PovertyPlatform.IdentityService.Features.Tokens;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Audit.Ending;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("identity");
builder.Services.AddOpenApi("v1");
builder.AddServiceDatabase<IdentityDb>("identitydb", OutboxSignal.Attach);
builder.AddMessaging<IdentityDb>("identity", IdentityMessages.Register);
builder.AddTokenServer();
builder.AddSignIn();
builder.AddKeyAlarm();
builder.AddTokenSweep();
if (args is ["migrate", ..])
    return await ServiceMigration.Run(builder, "identitydb", typeof(Program).Assembly, IdentityReference.Load);
if (args is ["verify-audit", ..])
    return await builder.VerifyAudit("identitydb");
if (args is ["end-audit-months", ..])
    return await builder.EndAuditMonths("identitydb", args, after: "registry");
if (args is ["create-administrator", .. var names])
    return await FirstAdministrator.Create(builder, names);

var app = builder.Build();
app.UseServiceDefaults();
app.UseAntiforgery();
IssueToken.Map(app);
Authorize.Map(app);
LeaveProgram.Map(app);
SignInPages.Map(app);
GrantRoutes.Map(app);
AccountRoutes.Map(app);
ClientRoutes.Map(app);
KeyRoutes.Map(app);
app.MapTrail();
app.MapOperations();
await app.RunAsync();
return 0;

/// <summary>Entry point, visible to tests.</summary>
public partial class Program;
