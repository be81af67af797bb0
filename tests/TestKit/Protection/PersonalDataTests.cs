using System.Globalization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;
using Xunit;

namespace PovertyPlatform.TestKit.Protection;

/// <summary>Everything that a service stores, takes and answers has its class; what is above P1 is answered masked or on record. Makes the service's part of the document.</summary>
public abstract class PersonalDataTests<TProgram, TDb>(ServiceHost<TProgram> host, string service)
    where TProgram : class
    where TDb : AreaBoundContext
{
    private const string Document = "docs/security/personal-data.md";

    [Fact]
    public async Task StoredType_HasItsClasses() => None((await Entities()).SelectMany(entity => Classification.Faults(entity.ClrType)), "Stored values without a class (PersonalDataAttribute)");

    [Fact]
    public void RequestAndAnswer_HaveTheirClasses() => None(Endpoints.SelectMany(endpoint => Requests(endpoint).Concat(Answers(endpoint))).Distinct().SelectMany(Classification.Faults),
        "Values of the API without a class (PersonalDataAttribute)");

    [Fact]
    public void AnswerInClear_IsOnRecord() => None(Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AuditedRead>() is null)
        .SelectMany(endpoint => Answers(endpoint).SelectMany(Classification.Of).Where(value => value is { Class: > DataClass.P1, IsMasked: false })
            .Select(value => $"{Name(endpoint)}: {Classification.NameOf(value.Type)}.{value.Name} ({value.Class})")),
        "Personal data in clear from an endpoint without AuditsRead()");

    [Fact]
    public async Task StoredPersonalData_HasARuleOfRetention()
    {
        var ruled = RetentionTables.Ruled();
        None((await Entities()).Where(entity => Classification.Of(entity.ClrType).Any(value => value.Class > DataClass.P1 && entity.FindProperty(value.Name) is not null)).Select(Table).Except(ruled),
            "Tables with personal data of which reference/privacy/retention.csv does not say how long it is kept");
    }

    [Fact]
    public async Task EveryRecord_IsInTheRegister_WithARuleOrPlainlyWithout()
    {
        var (ruled, kept) = (RetentionTables.Ruled(), RetentionTables.Kept(service));
        var tables = (await Entities()).Select(Table).Distinct().ToList();
        None(tables.Except(ruled).Except(kept), "Tables of which neither reference/privacy/retention.csv nor kept.csv says how long they are kept, or that no act is known");
        None(kept.Except(tables), "Tables of reference/privacy/kept.csv that the service does not have");
        None(kept.Intersect(ruled), "Tables that have a rule and are in reference/privacy/kept.csv all the same");
        None(RetentionTables.Unfounded(), "Rows of reference/privacy/kept.csv without state, ground, source or confidence");
    }

    [Fact]
    public async Task PersonalDataDocument_IsInStep() => Approved.MatchSection(await Write(), Document, service);

    private IEnumerable<RouteEndpoint> Endpoints => field ??= [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().OrderBy(Name, StringComparer.Ordinal)];

    private static string Name(RouteEndpoint endpoint) =>
        $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "ANY"} {endpoint.RoutePattern.RawText?.Replace(":guid", "", StringComparison.Ordinal).TrimEnd('/')}";

    private static IEnumerable<Type> Requests(RouteEndpoint endpoint) => endpoint.Metadata.OfType<IAcceptsMetadata>().Select(accepted => accepted.RequestType).OfType<Type>().SelectMany(Classification.Reach).Distinct();

    private static IEnumerable<Type> Answers(RouteEndpoint endpoint) =>
        endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Where(answer => answer.StatusCode < 300).Select(answer => answer.Type).OfType<Type>().SelectMany(Classification.Reach).Distinct();

    private async Task<List<IEntityType>> Entities()
    {
        await using var scope = host.Services.CreateAsyncScope();
        return [.. scope.ServiceProvider.GetRequiredService<TDb>().GetService<IDesignTimeModel>().Model.GetEntityTypes().Where(entity => entity.GetTableName() is not null && !entity.IsOwned()).OrderBy(Table, StringComparer.Ordinal)];
    }

    private static string Table(IEntityType entity) => entity.GetSchema() is { } schema ? $"{schema}.{entity.GetTableName()}" : entity.GetTableName()!;

    private async Task<string> Write()
    {
        var text = new System.Text.StringBuilder();
        var entities = await Entities();
        var stored = entities.SelectMany(entity => Classification.Of(entity.ClrType).Select(value => (entity, value, Property: entity.FindProperty(value.Name)!)).Where(row => row.Property is not null)).ToList();
        var above = stored.Where(row => row.value.Class > DataClass.P1).ToList();
        if (above.Count > 0)
            text.Append("| table | column | class | stored |\n| --- | --- | --- | --- |\n");
        foreach (var (entity, value, property) in above)
            text.Append(CultureInfo.InvariantCulture, $"| `{Table(entity)}` | `{property.GetColumnName()}` | {value.Class} | {Stored(property)} |\n");
        var rest = entities.Where(entity => above.All(row => row.entity != entity)).Select(entity => $"`{Table(entity)}`").ToList();
        text.Append(CultureInfo.InvariantCulture, $"\nNothing above P1: {string.Join(", ", rest)}.\n\n");
        var shown = Endpoints.SelectMany(endpoint => Answers(endpoint).SelectMany(Classification.Of).Where(value => value.Class > DataClass.P1).Select(value => (endpoint, value))).ToList();
        if (shown.Count == 0)
            return text.Append("No answer holds anything above P1.\n").ToString();
        text.Append("| request | value of the answer | class | answered |\n| --- | --- | --- | --- |\n");
        foreach (var (endpoint, value) in shown)
            text.Append(CultureInfo.InvariantCulture, $"| `{Name(endpoint)}` | {Classification.NameOf(value.Type)}.{value.Name} | {value.Class} | {(value.IsMasked ? "masked" : "in clear, on record")} |\n");
        return text.ToString();
    }

    private static string Stored(IProperty property) => property.ClrType != typeof(byte[]) ? "in clear, behind row security"
        : property.Name.EndsWith("Mark", StringComparison.Ordinal) ? "HMAC-SHA256 mark" : "sealed, AES-256-GCM";

    private static void None(IEnumerable<string> faults, string message)
    {
        var all = faults.Distinct().ToList();
        if (all.Count > 0)
            throw new InvalidOperationException($"{message}:\n{string.Join('\n', all)}");
    }
}
