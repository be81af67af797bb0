using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PovertyPlatform.Contracts;
using PovertyPlatform.PartnerService.Data.Feed;
using PovertyPlatform.PartnerService.Domain.Feed;

namespace PovertyPlatform.PartnerService.Features.Events;

/// <summary>One event as partners receive it, CloudEvents 1.0.</summary>
/// <param name="SpecVersion">Always <c>1.0</c>.</param>
/// <param name="Id">Identity of the event; drop what you have already.</param>
/// <param name="Source">The service that decided.</param>
/// <param name="Type">What happened.</param>
/// <param name="Subject">The grant.</param>
/// <param name="Time">Instant of the decision (UTC).</param>
/// <param name="DataContentType">Always <c>application/json</c>.</param>
/// <param name="DataSchema">Name of the schema of <c>data</c>.</param>
/// <param name="PartitionKey">Events with the same key concern the same grant; the highest <c>data.version</c> holds.</param>
/// <param name="Traceparent">W3C trace context of the decision, where known.</param>
/// <param name="Data">Facts of the grant; never a name or number of a person.</param>
[PersonalData(DataClass.P1)]
public sealed record CloudEvent(
    [property: JsonPropertyName("specversion")] string SpecVersion, Guid Id, string Source, string Type, Guid Subject, DateTimeOffset Time,
    [property: JsonPropertyName("datacontenttype")] string DataContentType, [property: JsonPropertyName("dataschema")] string DataSchema,
    [property: JsonPropertyName("partitionkey")] Guid PartitionKey, string? Traceparent, CloudEventData Data);

/// <summary>Data of an event of the feed. Readers ignore fields they do not know.</summary>
/// <param name="GrantId">The grant; its details are at <c>/v1/grants/{grantId}</c>.</param>
/// <param name="Version">Version of the grant after the event, from 1.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="ProgrammeCode">The programme.</param>
/// <param name="DecisionNumber">Decision on which it rests, where there is one.</param>
/// <param name="DecidedOn">Legal date of the decision (granted).</param>
/// <param name="ValidFrom">First day of the grant (granted).</param>
/// <param name="ValidTo">Last day, where known (granted).</param>
/// <param name="WithdrawnOn">First day without the grant (withdrawn).</param>
/// <param name="RuleVersion">Version of the rule that decided.</param>
/// <param name="Replaces">The event of the same grant that this one replaces, where one was told before.</param>
/// <param name="ProvinceCode">Province on the day of the event.</param>
/// <param name="CommuneCode">Commune on the day of the event.</param>
[PersonalData(DataClass.P1)]
public sealed record CloudEventData(
    Guid GrantId, long Version, Guid HouseholdId, string ProgrammeCode, string? DecisionNumber, DateOnly? DecidedOn, DateOnly? ValidFrom, DateOnly? ValidTo,
    DateOnly? WithdrawnOn, string RuleVersion, Guid? Replaces, string ProvinceCode, string CommuneCode);

/// <summary>A page of the feed in CloudEvents batch form. Where to go on stands in the headers, because a batch is an array.</summary>
internal sealed class CloudEventBatch(FeedPage page) : IResult, IEndpointMetadataProvider
{
    public const string MediaType = "application/cloudevents-batch+json";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = MediaType;
        PointOn(httpContext, page.Next, page.HasMore);
        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        writer.WriteStartArray();
        foreach (var row in page.Rows)
            Write(writer, row);
        writer.WriteEndArray();
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>Says where to go on: the next place, the same request with it, and whether it is worth asking at once.</summary>
    public static void PointOn(HttpContext context, FeedCursor next, bool hasMore)
    {
        var query = QueryHelpers.ParseQuery(context.Request.QueryString.Value).Where(part => !part.Key.Equals("after", StringComparison.OrdinalIgnoreCase))
            .SelectMany(part => part.Value, (part, value) => new KeyValuePair<string, string?>(part.Key, value));
        // A reference of nothing but a query holds behind any gateway prefix.
        var link = QueryHelpers.AddQueryString("", query.Append(new("after", next.ToString())));
        context.Response.Headers[HeaderNames.Link] = $"<{link}>; rel=\"next\"";
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        context.Response.Headers["Feed-Next"] = next.ToString();
        context.Response.Headers["Feed-More"] = hasMore ? "true" : "false";
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(CloudEvent[]), [MediaType]));

    private static void Write(Utf8JsonWriter writer, FeedRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("specversion"u8, "1.0"u8);
        writer.WriteString("id"u8, row.EventId);
        writer.WriteString("source"u8, FeedTypes.SourceOf(row.Type));
        writer.WriteString("type"u8, row.Type);
        writer.WriteString("subject"u8, row.SubjectId);
        writer.WriteString("time"u8, row.OccurredAt.UtcDateTime);
        writer.WriteString("datacontenttype"u8, "application/json"u8);
        writer.WriteString("dataschema"u8, FeedTypes.SchemaOf(row.Type));
        writer.WriteString("partitionkey"u8, row.SubjectId);
        if (row.Traceparent is not null)
            writer.WriteString("traceparent"u8, row.Traceparent);
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(row.Data, skipInputValidation: true);
        writer.WriteEndObject();
    }
}
