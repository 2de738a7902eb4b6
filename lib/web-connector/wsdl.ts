/** The namespace of every element, slash included: the Web Connector knows no other. */
export const NAMESPACE = 'http://developer.intuit.com/';

type ParameterType = 'string' | 'int';

interface Operation {
  /** In the order of the WSDL. The names count: the Web Connector sends these and no others. */
  readonly parameters: Readonly<Record<string, ParameterType>>;
  readonly result: 'string' | 'int' | 'ArrayOfString';
}

/** The eight calls, in the order in which a session makes them. */
export const OPERATIONS = {
  serverVersion: { parameters: {}, result: 'string' },
  clientVersion: { parameters: { strVersion: 'string' }, result: 'string' },
  authenticate: { parameters: { strUserName: 'string', strPassword: 'string' }, result: 'ArrayOfString' },
  sendRequestXML: {
    parameters: {
      ticket: 'string',
      strHCPResponse: 'string',
      strCompanyFileName: 'string',
      qbXMLCountry: 'string',
      qbXMLMajorVers: 'int',
      qbXMLMinorVers: 'int',
    },
    result: 'string',
  },
  receiveResponseXML: {
    parameters: { ticket: 'string', response: 'string', hresult: 'string', message: 'string' },
    result: 'int',
  },
  connectionError: {
    parameters: { ticket: 'string', hresult: 'string', message: 'string' },
    result: 'string',
  },
  getLastError: { parameters: { ticket: 'string' }, result: 'string' },
  closeConnection: { parameters: { ticket: 'string' }, result: 'string' },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

export const isOperation = (name: string): name is OperationName => Object.hasOwn(OPERATIONS, name);

/** Names of the service and its port in the WSDL. */
export const SERVICE = 'PlumblineService';
export const PORT = 'PlumblinePort';

const typeName = (type: Operation['result']): string =>
  type === 'ArrayOfString' ? 'tns:ArrayOfString' : `xsd:${type}`;

// As in Intuit's own: a text may be left out, a number may not.
const element = (name: string, type: Operation['result']): string =>
  `<xsd:element minOccurs="${type === 'int' ? 1 : 0}" maxOccurs="1" name="${name}" type="${typeName(type)}"/>`;

const wrapper = (name: string, inner: string): string =>
  `<xsd:element name="${name}"><xsd:complexType><xsd:sequence>${inner}</xsd:sequence></xsd:complexType></xsd:element>`;

const message = (name: string, wrapped: string): string =>
  `<wsdl:message name="${name}"><wsdl:part name="parameters" element="tns:${wrapped}"/></wsdl:message>`;

const BODY = '<soap:body use="literal"/>';

const operations = Object.entries<Operation>(OPERATIONS);

const each = (write: (name: string, operation: Operation) => string): string =>
  operations.map(([name, operation]) => write(name, operation)).join('\n');

const elements = each((name, { parameters, result }) => {
  const inner = Object.entries(parameters).map(([parameter, type]) => element(parameter, type));
  return `${wrapper(name, inner.join(''))}\n${wrapper(`${name}Response`, element(`${name}Result`, result))}`;
});

const messages = each((name) => `${message(`${name}In`, name)}\n${message(`${name}Out`, `${name}Response`)}`);

const portOperations = each(
  (name) =>
    `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}In"/><wsdl:output message="tns:${name}Out"/></wsdl:operation>`,
);

const bindingOperations = each(
  (name) =>
    `<wsdl:operation name="${name}"><soap:operation soapAction="${NAMESPACE}${name}" style="document"/>` +
    `<wsdl:input>${BODY}</wsdl:input><wsdl:output>${BODY}</wsdl:output></wsdl:operation>`,
);

/** The WSDL of the service: SOAP 1.1, document/literal wrapped. `address` is escaped here. */
export const wsdl = (address: string): string => `<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:tns="${NAMESPACE}" targetNamespace="${NAMESPACE}">
<wsdl:types>
<xsd:schema targetNamespace="${NAMESPACE}" elementFormDefault="qualified">
${elements}
<xsd:complexType name="ArrayOfString"><xsd:sequence><xsd:element minOccurs="0" maxOccurs="unbounded" name="string" nillable="true" type="xsd:string"/></xsd:sequence></xsd:complexType>
</xsd:schema>
</wsdl:types>
${messages}
<wsdl:portType name="PlumblinePortType">
${portOperations}
</wsdl:portType>
<wsdl:binding name="PlumblineBinding" type="tns:PlumblinePortType">
<soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
${bindingOperations}
</wsdl:binding>
<wsdl:service name="${SERVICE}"><wsdl:port name="${PORT}" binding="tns:PlumblineBinding"><soap:address location="${address.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)}"/></wsdl:port></wsdl:service>
</wsdl:definitions>
`;
