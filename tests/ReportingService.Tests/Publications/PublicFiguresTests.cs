using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.ReportingServiceTests.Publications;

/// <summary>What everybody may see of a province.</summary>
public sealed class PublicFiguresTests(ReportingHost host) : IClassFixture<ReportingHost>
{
    private static readonly TestActor Department = new("department-laocai", [Scopes.FiguresPublish], ["15"], [], Roles: ["department"]);

    [Fact]
    public async Task Publication_IsMadeOnceWhenAllListsAreThere_AndShowsNoSmallNumber()
    {
        await Figures(host);
        await (await Read("15")).ShouldBeRefused(HttpStatusCode.NotFound, "not-published");
        await (await Publish(Department, "15")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "lists-missing");
        await Lists(host);
        var made = await (await Publish(Department, "15")).ShouldBeOk();
        Assert.Equal("2025-12-31", made.GetProperty("asOf").GetString());
        await (await Publish(Department, "15")).ShouldBeRefused(HttpStatusCode.Conflict, "already-published");
        Assert.Equal(1L, await host.Scalar<long>("select count(*) from audit.entry where action = 'figures.publish' and actor_id = 'department-laocai' and after_hash is not null"));

        var figures = await (await Read("15")).ShouldBeOk();
        Assert.Equal(5, figures.GetProperty("threshold").GetInt32());
        var measures = figures.GetProperty("measures").EnumerateArray().Select(name => name.GetString()!).ToList();
        var lines = figures.GetProperty("lines").EnumerateArray().ToList();
        Assert.True(lines[^1].GetProperty("isTotal").GetBoolean());
        var hidden = 0;
        foreach (var line in lines)
            for (var at = 0; at < measures.Count; at++)
            {
                var isHidden = line.GetProperty("hidden").EnumerateArray().Any(name => name.GetString() == measures[at]);
                hidden += isHidden ? 1 : 0;
                Assert.False(isHidden && line.GetProperty("values")[at].ValueKind != JsonValueKind.Null);
                if (line.GetProperty("values")[at] is { ValueKind: JsonValueKind.Number } value && !measures[at].StartsWith("residents", StringComparison.Ordinal))
                    Assert.True(value.GetInt64() is 0 or >= 5, $"{line.GetProperty("areaCode")} {measures[at]} {value}");
            }

        Assert.Equal(made.GetProperty("hidden").GetInt32(), hidden);
        Assert.True(hidden > 1);
        // The small number is not even stored.
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from public_number where is_hidden and value is not null"));
        var changed = await Assert.ThrowsAsync<PostgresException>(() => host.Scalar<int>("update public_number set value = 3 returning 1"));
        Assert.Equal("23001", changed.SqlState);

        // What happens afterwards changes nothing for the public, so there is nothing to subtract.
        await host.Scalar<long>("with m as (insert into class_movement values ('15', '04492', '2025-12-30', 1, 1, 4)) select 0::bigint");
        Assert.Equal(figures.GetRawText(), (await (await Read("15")).ShouldBeOk()).GetRawText());
    }

    [Fact]
    public async Task OtherProvinces_AndOtherScopes_MayNotPublish()
    {
        await (await Publish(Department, "92")).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Publish(Department with { Provinces = [], Communes = ["04492"] }, "15")).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Publish(TestActors.Everything.Without(Scopes.FiguresPublish), "15")).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await Read("1")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private Task<HttpResponseMessage> Publish(TestActor actor, string province) => host.ClientFor(actor).PostAsJsonAsync("/v1/publications", new { provinceCode = province, year = 2025 });

    private Task<HttpResponseMessage> Read(string province) => host.ClientFor(null).GetAsync($"/v1/public/figures?provinceCode={province}&year=2025");

    internal static Task<long> Figures(ReportingHost host) => host.Scalar<long>("""
        with unit as (select code, row_number() over (order by code) as n from area_unit where province_code = '15' and not is_province and valid_from <= '2025-12-31' and (valid_to is null or valid_to >= '2025-12-31')),
             m as (insert into class_movement select '15', code, '2025-12-10', class, h, h * 4 from unit, (values (1, 7), (2, 5)) as kind (class, step), lateral (select case when n % step = 0 then 3 else n * step end as h) made),
             p as (insert into area_population select '15', code, 2025, 1, '2025-12-01', 1000, 4500 from unit)
        select count(*) from unit
        """);

    internal static Task<long> Lists(ReportingHost host) => host.Scalar<long>("""
        with l as (
          insert into recognised_list (list_id, province_code, commune_code, version, review_year, decision_number, decided_on, standard_code, poor, near_poor, average_living, escaped, content_hash)
          select gen_random_uuid(), '15', code, 1, 2025, '25/QĐ-UBND', '2025-12-10', '2022-2026', 0, 0, 0, 0, repeat('0', 64)
          from area_unit where province_code = '15' and not is_province and valid_from <= '2025-12-31' and (valid_to is null or valid_to >= '2025-12-31') returning 1)
        select count(*) from l
        """);
}
