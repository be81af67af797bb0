using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using PovertyPlatform.HouseholdService.Features.Populations;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.Ratios.Households;

/// <summary>The same figures, stored and nothing else: one statement that commits by itself. No rule, no event, no trail, no answer kept.</summary>
internal static class RawPopulation
{
    public const string Table = """
        create table bench_population (
          id uuid primary key, province_code text not null, commune_code text not null, year smallint not null, households int not null, persons int not null,
          recorded_on date not null, recorded_by text not null, recorded_at timestamptz not null)
        """;

    private const string Sql = "insert into bench_population values ($1, '15', $2, $3, $4, $5, $6, $7, $8)";

    public static void Map(IEndpointRouteBuilder app, NpgsqlDataSource source) => app.MapPut(
        "/raw/populations/{communeCode}/{year:int}",
        (string communeCode, int year, RecordPopulation.Request request, Actor actor, TimeProvider clock, CancellationToken ct) => Handle(communeCode, year, request, source, actor, clock, ct)).RequireScope(Scopes.PopulationsWrite);

    private static async Task<IResult> Handle(
        string communeCode, int year, RecordPopulation.Request request, NpgsqlDataSource source, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = communeCode });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)year });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = request.Households });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = request.Persons });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = request.RecordedOn!.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = actor.Id });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(ct);
        return Results.Ok(new RecordPopulation.Response(communeCode, year, request.Households, request.Persons, request.RecordedOn.Value, 1));
    }
}
