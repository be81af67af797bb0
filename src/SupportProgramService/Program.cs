using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Audit.Ending;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;
using PovertyPlatform.SupportProgramService.Consumers;
using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.SupportProgramService.Data.Rules;
using PovertyPlatform.SupportProgramService.Features.Evaluations;
using PovertyPlatform.SupportProgramService.Features.Grants;
using PovertyPlatform.SupportProgramService.Features.Households;
using PovertyPlatform.SupportProgramService.Features.Programmes;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("support");
builder.Services.AddOpenApi("v1");
builder.AddServiceDatabase<SupportDb>("supportdb", OutboxSignal.Attach);
builder.AddMessaging<SupportDb>("support", SupportMessages.Register);
builder.AddRules();
builder.AddEvaluations();
if (args is ["migrate", ..])
    return await ServiceMigration.Run(builder, "supportdb", typeof(Program).Assembly, ReferenceTables.Load);
if (args is ["verify-audit", ..])
    return await builder.VerifyAudit("supportdb");
if (args is ["end-audit-months", ..])
    return await builder.EndAuditMonths("supportdb", args, after: "registry");

var app = builder.Build();
app.UseServiceDefaults();
var programmes = app.MapGroup("/v1/programmes").WithTags("Programmes");
ListProgrammes.Map(programmes);
var households = app.MapGroup("/v1/households").WithTags("Eligibility");
ExplainEligibility.Map(households);
var grants = app.MapGroup("/v1/grants").WithTags("Grants");
ListGrants.Map(grants);
SummariseGrants.Map(grants);
GetGrant.Map(grants);
var evaluations = app.MapGroup("/v1/evaluations").WithTags("Evaluations");
StartEvaluation.Map(evaluations);
GetEvaluation.Map(evaluations);
app.MapTrail();
app.MapOperations();
await app.RunAsync();
return 0;

/// <summary>Entry point, visible for tests.</summary>
public partial class Program;
