using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Features.Tokens;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("identity");
builder.Services.AddOpenApi("v1");
builder.AddServiceDatabase<IdentityDb>("identitydb");
builder.AddTokenServer();
if (args is ["migrate", ..])
    return await ServiceMigration.Run(builder, "identitydb", typeof(Program).Assembly, IdentityReference.Load);
if (args is ["verify-audit", ..])
    return await builder.VerifyAudit("identitydb");

var app = builder.Build();
app.UseServiceDefaults();
IssueToken.Map(app);
await app.RunAsync();
return 0;

/// <summary>Entry point, visible to tests.</summary>
public partial class Program;
