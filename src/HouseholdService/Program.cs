using PovertyPlatform.HouseholdService;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Features.Areas;
using PovertyPlatform.HouseholdService.Features.Households;
using PovertyPlatform.HouseholdService.Features.Imports;
using PovertyPlatform.HouseholdService.Features.Lists;
using PovertyPlatform.HouseholdService.Features.Populations;
using PovertyPlatform.HouseholdService.Features.Standards;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("household");
builder.Services.AddOpenApi("v1");
builder.AddServiceDatabase<HouseholdDb>("registrydb", OutboxSignal.Attach);
builder.AddMessaging<HouseholdDb>("household", HouseholdMessages.Register);
builder.Services.AddSingleton<ReferenceBook>();
builder.Services.ConfigureHttpJsonOptions(HouseholdJson.Use);
builder.AddImports();
if (args is ["migrate", ..])
    return await ServiceMigration.Run(builder, "registrydb", typeof(Program).Assembly, ReferenceLoader.Load);

var app = builder.Build();
app.UseServiceDefaults();
var v1 = app.MapGroup("/v1");
var imports = v1.MapGroup("/imports").WithTags("Imports");
StartImport.Map(imports);
ListImports.Map(imports);
GetImport.Map(imports);
ListFindings.Map(imports);
CancelImport.Map(imports);
var households = v1.MapGroup("/households").WithTags("Households");
FindHouseholds.Map(households);
GetHousehold.Map(households);
ExplainClassification.Map(households);
ReadRepresentatives.Map(households);
var lists = v1.MapGroup("/lists").WithTags("Lists");
DraftList.Map(lists);
FindLists.Map(lists);
GetList.Map(lists);
ListEntries.Map(lists);
GetListEntry.Map(lists);
CheckList.Map(lists);
RecogniseList.Map(lists);
CorrectList.Map(lists);
RecordPopulation.Map(v1.MapGroup("/populations").WithTags("Populations"));
var standards = v1.MapGroup("/standards").WithTags("Standards");
ListStandards.Map(standards);
CompareStandards.Map(standards);
FindStandardEffects.Map(standards);
ListAreas.Map(v1.MapGroup("/areas").WithTags("Reference"));
app.MapOperations();
await app.RunAsync();
return 0;

/// <summary>Named so that tests can start the service as it starts itself.</summary>
public partial class Program;
