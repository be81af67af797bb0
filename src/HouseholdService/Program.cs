using PovertyPlatform.HouseholdService;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Features.Imports;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("household");
builder.Services.AddOpenApi("v1");
builder.AddServiceDatabase<HouseholdDb>("registrydb", OutboxSignal.Attach);
builder.AddMessaging<HouseholdDb>("household", HouseholdMessages.Register);
builder.Services.AddSingleton<ReferenceBook>();
builder.AddImports();
if (args is ["migrate", ..])
    return await ServiceMigration.Run(builder, "registrydb", typeof(Program).Assembly, ReferenceLoader.Load);

var app = builder.Build();
app.UseServiceDefaults();
var imports = app.MapGroup("/v1/imports").WithTags("Imports");
StartImport.Map(imports);
ListImports.Map(imports);
GetImport.Map(imports);
ListFindings.Map(imports);
CancelImport.Map(imports);
app.MapOperations();
await app.RunAsync();
return 0;

/// <summary>Named so that tests can start the service as it starts itself.</summary>
public partial class Program;
