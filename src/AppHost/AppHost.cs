using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);
var settings = builder.Configuration;

// Servers: those whose connection strings are given, containers otherwise.
var given = settings.GetSection("ConnectionStrings");
IResourceBuilder<IResourceWithConnectionString> messaging = given["messaging"] is not null
    ? builder.AddConnectionString("messaging")
    : builder.AddRabbitMQ("messaging", builder.AddParameter("broker-user", "platform"), builder.AddParameter("broker-password", "platform", secret: true), settings.GetValue<int?>("RabbitMq:Port"))
        .WithBindMount("../../deploy/rabbitmq/definitions.json", "/etc/rabbitmq/definitions.json", isReadOnly: true)
        .WithBindMount("../../deploy/rabbitmq/container.conf", "/etc/rabbitmq/conf.d/20-platform.conf", isReadOnly: true)
        .WithDataVolume();
var postgres = new Lazy<IResourceBuilder<PostgresServerResource>>(() => builder
    .AddPostgres("postgres", password: builder.AddParameter("postgres-password", "platform", secret: true), port: settings.GetValue<int?>("Postgres:Port"))
    .WithDataVolume());
var identityDb = Database("identitydb");
var registryDb = Database("registrydb");
var supportDb = Database("supportdb");
var reportingDb = Database("reportingdb");
var partnerDb = Database("partnerdb");

// Steps own the databases; services work as roles of least rights, whose password is new at every start: the steps set it, nobody keeps it.
var appPassword = settings["Database:AppPassword"] ?? Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
var appSecret = builder.AddParameter("app-password", appPassword, secret: true);

// Steps: schema, reference data and queues. No service starts before all have ended, because an event published before its queue exists reaches nobody.
IResourceBuilder<ProjectResource>[] steps =
[
    Step<Projects.IdentityService>("identity-migrate", identityDb).WithEnvironment("Identity__DataFolder", settings["Identity:DataFolder"]),
    Step<Projects.HouseholdService>("household-migrate", registryDb),
    Step<Projects.SupportProgramService>("support-migrate", supportDb),
    Step<Projects.ReportingService>("reporting-migrate", reportingDb),
    Step<Projects.PartnerService>("partner-migrate", partnerDb),
];

// Services: each knows its own database and the broker; all ask identity for the keys of tokens; partner reads details with the caller's own token.
var identity = Service<Projects.IdentityService>("identity", identityDb).WithEnvironment("Identity__DataFolder", settings["Identity:DataFolder"]);
// The registry seals what identifies people; its keys lie outside its database.
var household = Service<Projects.HouseholdService>("household", registryDb).WithReference(identity).WithEnvironment("Protection__KeyFile", settings["Protection:KeyFile"]);
var support = Service<Projects.SupportProgramService>("support", supportDb).WithReference(identity);
var reporting = Service<Projects.ReportingService>("reporting", reportingDb).WithReference(identity);
var partner = Service<Projects.PartnerService>("partner", partnerDb).WithReference(identity).WithReference(household).WithReference(support)
    .WithEnvironment("Webhooks__AllowLoopback", settings["Webhooks:AllowLoopback"]);

// The one door.
Configured(builder.AddProject<Projects.Gateway>("gateway"))
    .WithHttpEndpoint(port: settings.GetValue("Gateway:Port", 8080))
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReference(identity).WaitFor(identity)
    .WithReference(household).WaitFor(household)
    .WithReference(support).WaitFor(support)
    .WithReference(reporting).WaitFor(reporting)
    .WithReference(partner).WaitFor(partner);

builder.Build().Run();

IResourceBuilder<IResourceWithConnectionString> Database(string name) =>
    given[name] is not null ? builder.AddConnectionString(name) : postgres.Value.AddDatabase(name);

// registrydb is worked on by registry_app.
string Role(IResourceBuilder<IResourceWithConnectionString> database) => $"{database.Resource.Name[..^2]}_app";

IResourceBuilder<ProjectResource> Step<TProject>(string name, IResourceBuilder<IResourceWithConnectionString> database)
    where TProject : IProjectMetadata, new() =>
    Configured(builder.AddProject<TProject>(name)).WithArgs("migrate").WithReference(database).WithReference(messaging).WaitFor(database).WaitFor(messaging)
        .WithEnvironment("Database__AppPassword", appPassword);

IResourceBuilder<ProjectResource> Service<TProject>(string name, IResourceBuilder<IResourceWithConnectionString> database)
    where TProject : IProjectMetadata, new()
{
    var app = builder.AddConnectionString($"{database.Resource.Name}-app", ReferenceExpression.Create($"{database};Username={Role(database)};Password={appSecret}"));
    var service = Configured(builder.AddProject<TProject>(name)).WithHttpEndpoint().WithHttpHealthCheck("/health").WithReference(app, database.Resource.Name).WithReference(messaging);
    return steps.Aggregate(service, (waiting, step) => waiting.WaitForCompletion(step));
}

IResourceBuilder<ProjectResource> Configured(IResourceBuilder<ProjectResource> project) => project
    .WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName)
    .WithEnvironment("Audit__Folder", settings["Audit:Folder"])
    .WithEnvironment("Telemetry__SpanFolder", settings["Telemetry:SpanFolder"]);
