using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ServiceDefaults.Hosting;

/// <summary>
/// Refuses numbers where a query parameter is one of several names: binding would take any number for an enumeration, even one that means nothing, and every
/// handler would have to look.
/// </summary>
internal sealed class NamedValues(RequestDelegate next)
{
    private static readonly ConditionalWeakTable<Endpoint, (string Name, Type Type)[]> Known = [];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.QueryString.HasValue && context.GetEndpoint() is { } endpoint)
            foreach (var (name, type) in Known.GetValue(endpoint, Of))
                if (context.Request.Query.TryGetValue(name, out var values) && values.Any(value => value is { Length: > 0 } && !Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase)))
                    return Refusal.Invalid(new FieldFault(name, $"Chọn một trong: {string.Join(", ", Enum.GetNames(type))}.", $"Choose one of {string.Join(", ", Enum.GetNames(type))}.")).ExecuteAsync(context);
        return next(context);
    }

    private static (string Name, Type Type)[] Of(Endpoint endpoint) =>
    [
        .. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Select(parameter => (parameter.Name, Type: Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType))
            .Where(parameter => parameter.Type.IsEnum),
    ];
}
