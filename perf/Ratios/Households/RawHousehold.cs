using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.Ratios.Households;

/// <summary>The same answer written by hand: one statement, a reader, a JSON writer; no model, no mapper.</summary>
internal static class RawHousehold
{
    private static readonly PersonSeals Seals = new(new KeyRing(BenchKeys.File));
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Sql = """
        select h.province_code, h.commune_code, h.code, h.hamlet_name, h.area_type, h.persons, h.ethnic_group_code, h.has_merit_member, h.lacks_labour_capacity, h.in_difficult_area,
               h.version, m.ordinal, m.full_name, m.sex, m.birth_year, m.relation_code, m.identity_number, m.id,
               exists (select from processing_restriction r where r.household_id = h.id and r.ended_on is null)
        from household h left join member m on m.household_id = h.id and m.province_code = h.province_code and m.left_on is null and m.erased_on is null
        where h.id = $1 and h.province_code = $2 and h.erased_on is null
        order by m.ordinal
        """;

    public static void Map(IEndpointRouteBuilder app, string path, NpgsqlDataSource source) => app.MapGet(path + "/{id:guid}",
        (Guid id, AreaScope scope, HttpContext http) => Handle(id, source, scope, http)).RequireScope(Scopes.HouseholdsRead);

    private static async Task Handle(Guid id, NpgsqlDataSource source, AreaScope scope, HttpContext http)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = scope.Provinces[0] });
        await using var reader = await command.ExecuteReaderAsync(http.RequestAborted);
        if (!await reader.ReadAsync(http.RequestAborted))
        {
            http.Response.StatusCode = 404;
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Readable);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("provinceCode", reader.GetString(0));
        json.WriteString("communeCode", reader.GetString(1));
        if (!reader.IsDBNull(2))
            json.WriteString("code", reader.GetString(2));
        json.WriteString("hamlet", reader.GetString(3));
        json.WriteString("areaType", reader.GetInt16(4) == (short)AreaType.Rural ? nameof(AreaType.Rural) : nameof(AreaType.Urban));
        json.WriteNumber("persons", reader.GetInt16(5));
        json.WriteBoolean("isEthnicMinority", Household.IsMinority(reader.GetString(6)));
        json.WriteBoolean("hasMeritMember", reader.GetBoolean(7));
        json.WriteBoolean("lacksLabourCapacity", reader.GetBoolean(8));
        json.WriteBoolean("inDifficultArea", reader.GetBoolean(9));
        json.WriteBoolean("isRestricted", reader.GetBoolean(18));
        json.WriteNumber("version", reader.GetInt64(10));
        json.WriteStartArray("members");
        do
        {
            if (!reader.IsDBNull(11))
                Member(json, reader);
        }
        while (await reader.ReadAsync(http.RequestAborted));
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }

    private static void Member(Utf8JsonWriter json, NpgsqlDataReader reader)
    {
        json.WriteStartObject();
        json.WriteString("id", reader.GetGuid(17));
        json.WriteNumber("ordinal", reader.GetInt16(11));
        json.WriteString("name", Masked.Name(reader.GetString(12)));
        if (!reader.IsDBNull(13))
            json.WriteString("sex", reader.GetInt16(13) == (short)Sex.Male ? nameof(Sex.Male) : nameof(Sex.Female));
        if (!reader.IsDBNull(14))
            json.WriteNumber("birthYear", reader.GetInt16(14));
        json.WriteString("relation", reader.GetString(15));
        if (!reader.IsDBNull(16))
            json.WriteString("identityNumber", Masked.Number(Seals.Identity.Open(reader.GetGuid(17), reader.GetFieldValue<byte[]>(16))));
        json.WriteEndObject();
    }
}
