using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Data.Privacy;

/// <summary>What a rule of retention reaches on a day, seen with the areas of the context.</summary>
internal static class RetentionQueries
{
    /// <summary>What one rule would do.</summary>
    /// <param name="Due">Records whose period is over and that nothing holds.</param>
    /// <param name="Held">Records whose period is over and that something holds.</param>
    /// <param name="Oldest">Earliest day from which a period ran; null when there is none.</param>
    public sealed record Reached(long Due, long Held, DateOnly? Oldest);

    /// <summary>Something that is due.</summary>
    /// <param name="Key">Its place in the order.</param>
    /// <param name="Id">Its identity.</param>
    /// <param name="Household">Its household.</param>
    /// <param name="Hold">What holds it, or null.</param>
    public sealed record Found(string Key, Guid Id, Guid Household, string? Hold);

    /// <summary>What was done to a commune in one batch, or only how far the batch looked.</summary>
    public sealed record Applied(Guid? Act, string? Province, string? Commune, int Rows, byte[]? Digest, string Last, int Seen);

    /// <summary>Counts what a rule reaches, at most <paramref name="most"/> records.</summary>
    public static Task<Reached> Count(this HouseholdDb db, RetentionReach reach, DateOnly day, int? newlyEscapedMonths, string? province, int most, CancellationToken ct) => db.Database.SqlQuery<Reached>($"""
        select count(*) filter (where hold is null) as due, count(*) filter (where hold is not null) as held, min(since) as oldest from (
          select d.since, retention_hold(d.households, d.province_code, d.commune_code, {day}, {newlyEscapedMonths}::int, {reach.Rule.Code == RetentionReach.Household}) as hold
          from retention_due({reach.Rule.Code}, {day}, {reach.Rule.Months}::int, {reach.In}::text[], {reach.Except}::text[]) d where {province}::text is null or d.province_code = {province} limit {most}) seen
        """).SingleAsync(ct);

    /// <summary>
    /// Lines of the registry's trail about the areas, in months whose time is over on a day; held while an order to keep data holds in their province. A month ends as a whole, when the
    /// rules of all its provinces allow it.
    /// </summary>
    public static Task<Reached> CountTrail(this HouseholdDb db, RetentionReach reach, DateOnly day, AreaScope area, string? province, int most, CancellationToken ct)
    {
        var (everywhere, provinces, communes) = (area.IsNationwide, area.Provinces.ToArray(), area.Communes.ToArray());
        return db.Database.SqlQuery<Reached>($"""
            select count(*) filter (where not held) as due, count(*) filter (where held) as held, min(since) as oldest from (
              select (date_trunc('month', e.recorded_at) + interval '1 month - 1 day')::date as since, exists (select from legal_hold h where h.ended_on is null and h.province_code = e.province_code) as held
              from audit.entry e
              where e.recorded_at < date_trunc('month', {day}::date - make_interval(months => {reach.Rule.Months}::int))
                and e.province_code is not null and ({everywhere} or e.province_code = any ({provinces}) or e.commune_code = any ({communes}))
                and ({reach.In}::text[] is null or e.province_code = any ({reach.In}::text[])) and ({reach.Except}::text[] is null or e.province_code <> all ({reach.Except}::text[]))
                and ({province}::text is null or e.province_code = {province}) limit {most}) seen
            """).SingleAsync(ct);
    }

    /// <summary>The next households or persons that are due.</summary>
    public static Task<List<Found>> Next(this HouseholdDb db, RetentionReach reach, DateOnly day, int? newlyEscapedMonths, string? after, int most, CancellationToken ct) => db.Database.SqlQuery<Found>($"""
        select d.key, d.id, d.households[1] as household,
          retention_hold(d.households, d.province_code, d.commune_code, {day}, {newlyEscapedMonths}::int, {reach.Rule.Code == RetentionReach.Household}) as hold
        from (select * from retention_due({reach.Rule.Code}, {day}, {reach.Rule.Months}::int, {reach.In}::text[], {reach.Except}::text[]) t where {after}::text is null or t.key collate "C" > {after}::text collate "C" order by t.key collate "C" limit {most}) d
        order by d.key collate "C"
        """).ToListAsync(ct);

    /// <summary>Applies one batch of a rule.</summary>
    public static Task<List<Applied>> Apply(this HouseholdDb db, RetentionReach reach, DateOnly day, int? newlyEscapedMonths, string? after, int batch, DateTimeOffset at, CancellationToken ct) => db.Database.SqlQuery<Applied>($"""
        select act, act_province as province, act_commune as commune, act_rows as rows, act_digest as digest, last_key as last, seen from retention_apply({reach.Rule.Code}, {reach.Rule.ProvinceCode}, {reach.Rule.ValidFrom}, {day}, {newlyEscapedMonths}::int, {reach.In}::text[], {reach.Except}::text[], {after}::text, {batch}, {at})
        """).ToListAsync(ct);
}
