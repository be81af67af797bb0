using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ServiceDefaults.Hosting;

/// <summary>
/// Refuses in every address what no handler looks for: the character NUL, which no database stores, and numbers where a parameter is one of several names, because
/// binding would take any number for an enumeration, even one that means nothing, and would add up several names.
/// </summary>
internal sealed class RefusedValues(RequestDelegate next)
{
    private static readonly Refusal Nul = Refusal.Invalid(new FieldFault("request", "Văn bản có ký tự không hợp lệ (ký tự NUL).", "A text holds a character that cannot be stored (NUL)."));

    private static readonly ConditionalWeakTable<Endpoint, (string Name, Type Type)[]> Known = [];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.Value!.Contains('\0', StringComparison.Ordinal) || context.Request.QueryString.Value!.Contains("%00", StringComparison.Ordinal))
            return Nul.ExecuteAsync(context);
        if (context.Request.QueryString.HasValue && context.GetEndpoint() is { } endpoint)
            foreach (var (name, type) in Known.GetValue(endpoint, Of))
                if (context.Request.Query.TryGetValue(name, out var values) && !(values is [{ } value] && (value.Length == 0 || Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase))))
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
