using PovertyPlatform.Messaging;
using PovertyPlatform.ReportingService;
using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.ReportingService.Data.Reference;
using PovertyPlatform.ReportingService.Features.Publications;
using PovertyPlatform.ReportingService.Features.Reports;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Audit.Ending;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("reporting");
builder.Services.AddOpenApi("v1");
builder.Services.AddOutputCache();
builder.AddServiceDatabase<ReportingDb>("reportingdb", OutboxSignal.Attach);
builder.AddMessaging<ReportingDb>("reporting", ReportingMessages.Register);
if (args is ["migrate", ..])
    return await ServiceMigration.Run(builder, "reportingdb", typeof(Program).Assembly, ReferenceTables.Load);
if (args is ["verify-audit", ..])
    return await builder.VerifyAudit("reportingdb");
if (args is ["end-audit-months", ..])
    return await builder.EndAuditMonths("reportingdb", args, after: "registry");

var app = builder.Build();
app.UseServiceDefaults();
app.UseOutputCache();
var reports = app.MapGroup("/v1/reports").WithTags("Reports");
ListReports.Map(reports);
GetReport.Map(reports);
DownloadReport.Map(reports);
PublishFigures.Map(app.MapGroup("/v1/publications").WithTags("Public figures"));
ReadPublicFigures.Map(app.MapGroup("/v1/public").WithTags("Public figures"));
app.MapTrail();
app.MapOperations();
await app.RunAsync();
return 0;

/// <summary>Entry point, visible for tests.</summary>
public partial class Program;
