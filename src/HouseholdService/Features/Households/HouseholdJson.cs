using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>Serialisers made at compile time for what is read most.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GetHousehold.Response))]
[JsonSerializable(typeof(Page<FindHouseholds.Item>))]
internal sealed partial class HouseholdJson : JsonSerializerContext
{
    public static void Use(JsonOptions options) => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Default);
}
