using System.Runtime.CompilerServices;
using System.Text;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with values of resources in it.</summary>
public class ReferenceExpression : IManifestExpressionProvider, IValueProvider
{
    private ReferenceExpression(string text) => Text = text;

    internal string Text { get; }

    /// <summary>Takes the text.</summary>
    /// <param name="handler">An interpolated string.</param>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new(handler.Text);

    /// <summary>Puts the values into the text.</summary>
    /// <param name="literalLength">Characters between the values.</param>
    /// <param name="formattedCount">Number of values.</param>
    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + 64 * formattedCount);

        internal readonly string Text => _text.ToString();

        /// <summary>Adds what stands between values.</summary>
        /// <param name="value">The text.</param>
        public readonly void AppendLiteral(string value) => _text.Append(value);

        /// <summary>Adds a text.</summary>
        /// <param name="value">The text.</param>
        public readonly void AppendFormatted(string value) => _text.Append(value);

        /// <summary>Adds the value of a resource.</summary>
        /// <param name="valueProvider">The resource.</param>
        /// <typeparam name="T">Kind of the resource.</typeparam>
        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _text.Append(valueProvider.Resource switch
            {
                GivenServer server => server.ConnectionString,
                ParameterResource parameter => parameter.Text,
                // A container: offline it is refused when the application is built.
                _ => "",
            });
    }
}
