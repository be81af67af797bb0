using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.PartnerService.Data.Feed;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.PartnerService.Features.Events;

/// <summary>Reconciliation: a day's events counted, so that both sides find a gap.</summary>
internal static class SummariseEvents
{
    /// <summary>A day's events of the caller's areas.</summary>
    /// <param name="Day">Day in Viet Nam (UTC+7) of the events' <c>time</c>.</param>
    /// <param name="Total">Events of all communes and types.</param>
    /// <param name="Items">Counts by commune and type; what is not listed has no event.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(DateOnly Day, long Total, IReadOnlyList<Item> Items);

    /// <summary>Events of a commune and type.</summary>
    /// <param name="ProvinceCode">Province on the day of the event.</param>
    /// <param name="CommuneCode">Commune on the day of the event.</param>
    /// <param name="Type">Type of event.</param>
    /// <param name="Count">Number of events.</param>
    /// <param name="Checksum">SHA-256 (lower-case hex) over the event ids in ascending order, joined by commas without blanks.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(string ProvinceCode, string CommuneCode, string Type, long Count, string Checksum);

    public static void Map(RouteGroupBuilder events) => events.MapGet("/summary", Handle).WithName("SummariseEvents").RequireScope(Scopes.EventsRead)
        .WithSummary("Counts and checksums of a day's events, by commune and type");

    private static async Task<Results<Ok<Response>, Refusal>> Handle(DateOnly? day, FeedSummary summary, AreaScope area, TimeProvider clock, CancellationToken ct)
    {
        if (day is not { Year: > 2000 and < 2200 } asked)
            return Refusal.Invalid(new FieldFault("day", "Cần ngày dạng 2026-11-24.", "A day such as 2026-11-24 is needed."));
        if (asked > clock.Today())
            return Refusal.Invalid(new FieldFault("day", "Ngày này chưa đến.", "This day has not come yet."));
        var from = new DateTimeOffset(asked.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));
        var counts = await summary.Count(from, from.AddDays(1), area, ct);
        return TypedResults.Ok(new Response(
            asked, counts.Sum(count => count.Count), [.. counts.Select(count => new Item(count.ProvinceCode, count.CommuneCode, count.Type, count.Count, count.Checksum))]));
    }
}
